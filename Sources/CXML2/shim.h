#ifndef CXML2_SHIM_H
#define CXML2_SHIM_H

// Debian's libxml2 brings ICU's C types along, of another version than Foundation's: two definitions that cannot both be
// imported. Nothing here uses the one structure of libxml2 that holds them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

// xmlFree is a global variable that holds a function, and Swift 6 takes any such variable for shared mutable state.
static inline void cxml2_free(void *pointer) {
    xmlFree(pointer);
}

#endif
