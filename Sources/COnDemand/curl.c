#include <curl/curl.h>
#include <stdarg.h>

#include "on_demand.h"

/* Macros of the same names, which check types. */
#undef curl_easy_setopt
#undef curl_easy_getinfo

#define CURL_CALL(type, name, parameters, arguments) ON_DEMAND(on_demand_curl, type, name, parameters, arguments)

CURL_CALL(CURLcode, curl_global_init, (long flags), (flags))
CURL_CALL(CURL *, curl_easy_init, (void), ())
CURL_CALL(CURLcode, curl_easy_perform, (CURL * handle), (handle))
CURL_CALL(const char *, curl_easy_strerror, (CURLcode code), (code))
CURL_CALL(struct curl_slist *, curl_slist_append, (struct curl_slist * list, const char *text), (list, text))
ON_DEMAND_VOID(on_demand_curl, curl_easy_cleanup, (CURL * handle), (handle))
ON_DEMAND_VOID(on_demand_curl, curl_easy_reset, (CURL * handle), (handle))
CURL_CALL(CURLU *, curl_url, (void), ())
CURL_CALL(CURLUcode, curl_url_get, (CURLU * address, CURLUPart part, char **text, unsigned int flags),
          (address, part, text, flags))
CURL_CALL(CURLUcode, curl_url_set, (CURLU * address, CURLUPart part, const char *text, unsigned int flags),
          (address, part, text, flags))
ON_DEMAND_VOID(on_demand_curl, curl_url_cleanup, (CURLU * address), (address))
ON_DEMAND_VOID(on_demand_curl, curl_free, (void *memory), (memory))
ON_DEMAND_VOID(on_demand_curl, curl_slist_free_all, (struct curl_slist * list), (list))

/* Both take one value: a long, a 64-bit number or an address, which Linux passes alike on 64-bit machines. */
_Static_assert(sizeof(long) == sizeof(void *) && sizeof(curl_off_t) == sizeof(void *), "a 64-bit Linux");

#define CURL_VALUE(name, option)                       \
    HIDDEN(name)                                       \
    CURLcode name(CURL *handle, option key, ...) {     \
        FIND(on_demand_curl, name)                     \
        va_list values;                                \
        va_start(values, key);                         \
        void *value = va_arg(values, void *);          \
        va_end(values);                                \
        return found(handle, key, value);              \
    }
CURL_VALUE(curl_easy_setopt, CURLoption)
CURL_VALUE(curl_easy_getinfo, CURLINFO)
