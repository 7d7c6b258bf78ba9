// A PKCS #11 library that passes everything on to another one and fails as it is told: what SoftHSM cannot do (count
// wrong PINs, be pulled out in mid-batch, hold few sessions) a test still wants to see.
//
//   cc -shared -fPIC -DREAL='"/path/copy-of-libsofthsm2.so"' -DFAULTS='"/path/faults"' faulty_token.c -o faulty_token.so
//
// The file of faults is read at every call; each line is a name and a number:
//   flags N      are added to the token's flags
//   login N      is what C_Login returns instead of asking the library
//   signInit N   is what C_SignInit returns
//   sign N       is what C_Sign returns, after ending the operation
//   info N       is what C_GetTokenInfo returns
//   sessions N   is how many sessions may be open; the next one gets CKR_SESSION_COUNT
//   hide N       is a mechanism the token does not list; may be given several times
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include <p11-kit/pkcs11.h>

static CK_FUNCTION_LIST *real;
static CK_FUNCTION_LIST ours;
static atomic_long open_sessions;

static int fault(const char *wanted, unsigned long *number) {
    FILE *file = fopen(FAULTS, "r");
    if (!file) return 0;
    char name[32];
    unsigned long value;
    int found = 0;
    while (fscanf(file, "%31s %lu", name, &value) == 2) {
        if (strcmp(name, wanted) == 0) {
            *number = value;
            found = 1;
        }
    }
    fclose(file);
    return found;
}

static int is_hidden(CK_MECHANISM_TYPE type) {
    FILE *file = fopen(FAULTS, "r");
    if (!file) return 0;
    char name[32];
    unsigned long value;
    int found = 0;
    while (fscanf(file, "%31s %lu", name, &value) == 2) found |= strcmp(name, "hide") == 0 && value == type;
    fclose(file);
    return found;
}

static CK_RV get_token_info(CK_SLOT_ID slot, CK_TOKEN_INFO *info) {
    unsigned long number;
    if (fault("info", &number)) return number;
    CK_RV value = real->C_GetTokenInfo(slot, info);
    if (value == CKR_OK && fault("flags", &number)) info->flags |= number;
    return value;
}

static CK_RV get_mechanism_list(CK_SLOT_ID slot, CK_MECHANISM_TYPE *list, CK_ULONG *count) {
    CK_RV value = real->C_GetMechanismList(slot, list, count);
    if (value != CKR_OK || !list) return value;
    CK_ULONG kept = 0;
    for (CK_ULONG index = 0; index < *count; index++)
        if (!is_hidden(list[index])) list[kept++] = list[index];
    *count = kept;
    return CKR_OK;
}

static CK_RV open_session(CK_SLOT_ID slot, CK_FLAGS flags, void *app, CK_NOTIFY notify, CK_SESSION_HANDLE *session) {
    unsigned long number;
    if (fault("sessions", &number) && open_sessions >= (long)number) return CKR_SESSION_COUNT;
    CK_RV value = real->C_OpenSession(slot, flags, app, notify, session);
    if (value == CKR_OK) open_sessions++;
    return value;
}

static CK_RV close_session(CK_SESSION_HANDLE session) {
    CK_RV value = real->C_CloseSession(session);
    if (value == CKR_OK) open_sessions--;
    return value;
}

static CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char *pin, CK_ULONG count) {
    unsigned long number;
    return fault("login", &number) ? number : real->C_Login(session, user, pin, count);
}

static CK_RV sign_init(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key) {
    unsigned long number;
    return fault("signInit", &number) ? number : real->C_SignInit(session, mechanism, key);
}

static CK_RV sign(CK_SESSION_HANDLE session, unsigned char *data, CK_ULONG size, unsigned char *out, CK_ULONG *count) {
    unsigned long number;
    CK_RV value = real->C_Sign(session, data, size, out, count);
    return fault("sign", &number) ? number : value;
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list) {
    if (!real) {
        void *library = dlopen(REAL, RTLD_NOW | RTLD_LOCAL);
        CK_C_GetFunctionList get = library ? (CK_C_GetFunctionList)dlsym(library, "C_GetFunctionList") : NULL;
        if (!get || get(&real) != CKR_OK) return CKR_GENERAL_ERROR;
        ours = *real;
        ours.C_GetFunctionList = C_GetFunctionList;
        ours.C_GetTokenInfo = get_token_info;
        ours.C_GetMechanismList = get_mechanism_list;
        ours.C_OpenSession = open_session;
        ours.C_CloseSession = close_session;
        ours.C_Login = login;
        ours.C_SignInit = sign_init;
        ours.C_Sign = sign;
    }
    *list = &ours;
    return CKR_OK;
}
