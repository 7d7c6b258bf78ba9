#pragma once
// Only compress2 and compressBound are used: both are plain functions, so nothing has to be wrapped.
#include <zlib.h>
