#include "on_demand.h"

#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>

/* Names as Debian 12 has them: the binary interfaces that the headers of its -dev packages describe. */
on_demand_library on_demand_poppler = {"libpoppler-glib.so.8", "libpoppler-glib8", 0};
on_demand_library on_demand_cairo = {"libcairo.so.2", "libcairo2", 0};
on_demand_library on_demand_glib = {"libglib-2.0.so.0", "libglib2.0-0", 0};
on_demand_library on_demand_gobject = {"libgobject-2.0.so.0", "libglib2.0-0", 0};
on_demand_library on_demand_tiff = {"libtiff.so.6", "libtiff6", 0};
on_demand_library on_demand_png = {"libpng16.so.16", "libpng16-16", 0};
on_demand_library on_demand_jpeg = {"libturbojpeg.so.0", "libturbojpeg0", 0};
on_demand_library on_demand_zbar = {"libzbar.so.0", "libzbar0", 0};
on_demand_library on_demand_qrencode = {"libqrencode.so.4", "libqrencode4", 0};
on_demand_library on_demand_curl = {"libcurl.so.4", "libcurl4", 0};
on_demand_library on_demand_xml = {"libxml2.so.2", "libxml2", 0};
on_demand_library on_demand_p11_kit = {"libp11-kit.so.0", "libp11-kit0", 0};

static on_demand_library *const libraries[] = {
    &on_demand_poppler, &on_demand_cairo, &on_demand_glib,     &on_demand_gobject, &on_demand_tiff, &on_demand_png,
    &on_demand_jpeg,    &on_demand_zbar,  &on_demand_qrencode, &on_demand_curl,    &on_demand_xml,  &on_demand_p11_kit,
};

int condemand_count(void) { return sizeof libraries / sizeof libraries[0]; }

const char *condemand_name(int index) { return libraries[index]->name; }

const char *condemand_package(int index) { return libraries[index]->package; }

/* Two threads may both open it: the library counts its openings and gives both the same handle. */
static void *opened(on_demand_library *library) {
    void *handle = atomic_load(&library->handle);
    if (!handle) {
        handle = dlopen(library->name, RTLD_LAZY | RTLD_LOCAL);
        atomic_store(&library->handle, handle);
    }
    return handle;
}

bool condemand_open(int index) { return opened(libraries[index]) != NULL; }

void *on_demand_symbol(on_demand_library *library, const char *symbol) {
    void *handle = opened(library);
    void *address = handle ? dlsym(handle, symbol) : NULL;
    if (address) return address;
    /* What the dynamic loader does for a library that is missing at the start, in this program's own form. */
    const char *why = dlerror();
    fprintf(stderr, "sohoa: error: %s: %s\n", library->name, why ? why : symbol);
    fprintf(stderr, "sohoa: hint: apt-get install %s\n", library->package);
    _exit(CONDEMAND_MISSING);
}
