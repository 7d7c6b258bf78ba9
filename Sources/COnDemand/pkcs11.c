#define CRYPTOKI_COMPAT 1
#include <p11-kit/p11-kit.h>

#include "on_demand.h"

#define P11_KIT(type, name, parameters, arguments) ON_DEMAND(on_demand_p11_kit, type, name, parameters, arguments)

P11_KIT(CK_FUNCTION_LIST **, p11_kit_modules_load, (const char *reserved, int flags), (reserved, flags))
P11_KIT(CK_FUNCTION_LIST *, p11_kit_module_load, (const char *path, int flags), (path, flags))
P11_KIT(CK_RV, p11_kit_module_initialize, (CK_FUNCTION_LIST * module), (module))
P11_KIT(CK_RV, p11_kit_module_finalize, (CK_FUNCTION_LIST * module), (module))
P11_KIT(char *, p11_kit_module_get_name, (CK_FUNCTION_LIST * module), (module))
P11_KIT(char *, p11_kit_module_get_filename, (CK_FUNCTION_LIST * module), (module))
P11_KIT(const char *, p11_kit_message, (void), ())
ON_DEMAND_VOID(on_demand_p11_kit, p11_kit_module_release, (CK_FUNCTION_LIST * module), (module))
ON_DEMAND_VOID(on_demand_p11_kit, p11_kit_be_quiet, (void), ())
