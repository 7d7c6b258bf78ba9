#pragma once
// Everything used of TurboJPEG is a plain function, an enum or a number, which Swift imports as it is.
#include <turbojpeg.h>
