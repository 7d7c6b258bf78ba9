#include <cairo/cairo-pdf.h>
#include <cairo/cairo.h>

#include "on_demand.h"

#define CAIRO(type, name, parameters, arguments) ON_DEMAND(on_demand_cairo, type, name, parameters, arguments)
#define CAIRO_VOID(name, parameters, arguments) ON_DEMAND_VOID(on_demand_cairo, name, parameters, arguments)

CAIRO(cairo_surface_t *, cairo_image_surface_create, (cairo_format_t format, int width, int height),
      (format, width, height))
CAIRO(unsigned char *, cairo_image_surface_get_data, (cairo_surface_t *surface), (surface))
CAIRO(int, cairo_image_surface_get_stride, (cairo_surface_t *surface), (surface))
CAIRO(cairo_surface_t *, cairo_pdf_surface_create_for_stream,
      (cairo_write_func_t write, void *closure, double width, double height), (write, closure, width, height))
CAIRO_VOID(cairo_surface_flush, (cairo_surface_t *surface), (surface))
CAIRO_VOID(cairo_surface_finish, (cairo_surface_t *surface), (surface))
CAIRO_VOID(cairo_surface_destroy, (cairo_surface_t *surface), (surface))

CAIRO(cairo_t *, cairo_create, (cairo_surface_t *surface), (surface))
CAIRO_VOID(cairo_destroy, (cairo_t *cairo), (cairo))
CAIRO(cairo_status_t, cairo_status, (cairo_t *cairo), (cairo))
CAIRO(const char *, cairo_status_to_string, (cairo_status_t status), (status))
CAIRO_VOID(cairo_clip, (cairo_t *cairo), (cairo))
CAIRO_VOID(cairo_paint, (cairo_t *cairo), (cairo))
CAIRO_VOID(cairo_rectangle, (cairo_t *cairo, double x, double y, double width, double height),
           (cairo, x, y, width, height))
CAIRO_VOID(cairo_scale, (cairo_t *cairo, double x, double y), (cairo, x, y))
CAIRO_VOID(cairo_set_source_rgb, (cairo_t *cairo, double red, double green, double blue), (cairo, red, green, blue))
