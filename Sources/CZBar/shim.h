#pragma once
#include <zbar.h>

/* zbar_fourcc('Y','8','0','0') is a function-like macro, which Swift does not import. */
static const unsigned long CZBAR_FORMAT_Y800 = 0x30303859;
