#include <poppler.h>

#include "on_demand.h"

#define POPPLER(type, name, parameters, arguments) ON_DEMAND(on_demand_poppler, type, name, parameters, arguments)
#define POPPLER_VOID(name, parameters, arguments) ON_DEMAND_VOID(on_demand_poppler, name, parameters, arguments)

POPPLER(PopplerDocument *, poppler_document_new_from_bytes, (GBytes *bytes, const char *password, GError **error),
        (bytes, password, error))
POPPLER(int, poppler_document_get_n_pages, (PopplerDocument *document), (document))
POPPLER(PopplerPage *, poppler_document_get_page, (PopplerDocument *document, int index), (document, index))

POPPLER_VOID(poppler_page_get_size, (PopplerPage *page, double *width, double *height), (page, width, height))
POPPLER_VOID(poppler_page_render, (PopplerPage *page, cairo_t *cairo), (page, cairo))
POPPLER(char *, poppler_page_get_text, (PopplerPage *page), (page))
POPPLER(gboolean, poppler_page_get_text_layout, (PopplerPage *page, PopplerRectangle **boxes, guint *count),
        (page, boxes, count))
POPPLER(GList *, poppler_page_get_annot_mapping, (PopplerPage *page), (page))
POPPLER(GList *, poppler_page_get_form_field_mapping, (PopplerPage *page), (page))
POPPLER(GList *, poppler_page_get_image_mapping, (PopplerPage *page), (page))
POPPLER_VOID(poppler_page_free_annot_mapping, (GList *list), (list))
POPPLER_VOID(poppler_page_free_form_field_mapping, (GList *list), (list))
POPPLER_VOID(poppler_page_free_image_mapping, (GList *list), (list))
POPPLER(PopplerAnnotType, poppler_annot_get_annot_type, (PopplerAnnot *annotation), (annotation))
POPPLER(PopplerFormFieldType, poppler_form_field_get_field_type, (PopplerFormField *field), (field))
