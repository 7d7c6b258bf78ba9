#include <glib-object.h>

#include "on_demand.h"

/* Macros of the same names, which check types. */
#undef g_object_unref
#undef g_clear_error

ON_DEMAND(on_demand_glib, GBytes *, g_bytes_new, (gconstpointer bytes, gsize count), (bytes, count))
ON_DEMAND_VOID(on_demand_glib, g_bytes_unref, (GBytes *bytes), (bytes))
ON_DEMAND_VOID(on_demand_glib, g_clear_error, (GError **error), (error))
ON_DEMAND_VOID(on_demand_glib, g_free, (gpointer memory), (memory))
ON_DEMAND_VOID(on_demand_gobject, g_object_unref, (gpointer object), (object))
