#pragma once
// Objects come as opaque pointers and are released with g_object_unref: none of GObject's cast macros is needed.
#include <cairo/cairo-pdf.h>
#include <cairo/cairo.h>
#include <poppler.h>
