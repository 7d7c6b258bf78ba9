#pragma once
#include <png.h>

/* OR-ed macros, which Swift does not import. */
static const png_uint_32 CPNG_FORMAT_GREY = PNG_FORMAT_GRAY;
static const png_uint_32 CPNG_FORMAT_GREY_ALPHA = PNG_FORMAT_GA;
static const png_uint_32 CPNG_FORMAT_RGB = PNG_FORMAT_RGB;
static const png_uint_32 CPNG_FORMAT_RGBA = PNG_FORMAT_RGBA;

/* Defined with a cast (png_uint_32)..., which Swift does not import. */
static const png_uint_32 CPNG_IMAGE_VERSION = PNG_IMAGE_VERSION;

/* The message is a char array, which Swift imports as a tuple of 64. */
static inline const char *cpng_message(const png_image *image) { return image->message; }
