#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include "on_demand.h"

#define XML(type, name, parameters, arguments) ON_DEMAND(on_demand_xml, type, name, parameters, arguments)
#define XML_VOID(name, parameters, arguments) ON_DEMAND_VOID(on_demand_xml, name, parameters, arguments)

XML_VOID(xmlInitParser, (void), ())
XML(xmlParserCtxtPtr, xmlNewParserCtxt, (void), ())
XML_VOID(xmlFreeParserCtxt, (xmlParserCtxtPtr context), (context))
XML_VOID(xmlStopParser, (xmlParserCtxtPtr context), (context))
XML(xmlDocPtr, xmlCtxtReadMemory,
    (xmlParserCtxtPtr context, const char *bytes, int count, const char *url, const char *encoding, int options),
    (context, bytes, count, url, encoding, options))
XML(xmlErrorPtr, xmlCtxtGetLastError, (void *context), (context))
XML_VOID(xmlSetStructuredErrorFunc, (void *context, xmlStructuredErrorFunc handler), (context, handler))
XML_VOID(xmlFreeDoc, (xmlDocPtr document), (document))

XML(xmlNodePtr, xmlDocGetRootElement, (const xmlDoc *document), (document))
XML(xmlNodePtr, xmlFirstElementChild, (xmlNodePtr parent), (parent))
XML(xmlNodePtr, xmlNextElementSibling, (xmlNodePtr node), (node))

XML(int, xmlC14NExecute,
    (xmlDocPtr document, xmlC14NIsVisibleCallback visible, void *user, int mode, xmlChar **prefixes, int comments,
     xmlOutputBufferPtr buffer),
    (document, visible, user, mode, prefixes, comments, buffer))
XML(xmlOutputBufferPtr, xmlAllocOutputBuffer, (xmlCharEncodingHandlerPtr encoder), (encoder))
XML(const xmlChar *, xmlOutputBufferGetContent, (xmlOutputBufferPtr buffer), (buffer))
XML(size_t, xmlOutputBufferGetSize, (xmlOutputBufferPtr buffer), (buffer))
XML(int, xmlOutputBufferClose, (xmlOutputBufferPtr buffer), (buffer))

XML(xmlChar *, xmlStrdup, (const xmlChar *text), (text))
XML(int, xmlStrlen, (const xmlChar *text), (text))

/* A variable that holds a function, in the library. */
static void free_by_library(void *memory) {
    xmlFreeFunc *release = (xmlFreeFunc *)on_demand_symbol(&on_demand_xml, "xmlFree");
    (*release)(memory);
}
HIDDEN(xmlFree)
xmlFreeFunc xmlFree = free_by_library;
