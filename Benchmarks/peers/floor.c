/* The floor under signing and verifying: OpenSSL's own CMS in one process, no PDF around it.

     cc -O2 floor.c -o floor -lcrypto
     floor sign   COUNT P12 PASSFILE FILE...
     floor verify COUNT P12 PASSFILE TRUSTDIR FILE...

   `sign` makes a detached CAdES signature (SHA-256, signing-certificate-v2, chain embedded) over each file in turn.
   `verify` first signs each file, untimed, then verifies: digest, signature, chain to the anchors of TRUSTDIR (PEM or
   DER certificates and CRLs; self-signed ones are anchors), revocation by CRL if the folder has any. Keys,
   certificates and files are loaded once. Prints one JSON line. */
#include <dirent.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

typedef struct { unsigned char *data; size_t length; unsigned char *der; int der_length; } Document;
typedef struct { EVP_PKEY *key; X509 *certificate; STACK_OF(X509) *chain; } Identity;

static const unsigned FLAGS = CMS_BINARY | CMS_DETACHED | CMS_NOSMIMECAP | CMS_CADES;

static void stop(const char *what, const char *about) {
    fprintf(stderr, "floor: %s: %s\n", what, about);
    ERR_print_errors_fp(stderr);
    exit(1);
}

static double cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static double wall_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static Document read_file(const char *path) {
    Document document = {0};
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) stop("cannot read", path);
    long size = ftell(file);
    rewind(file);
    if (size < 0 || !(document.data = malloc(size + 1))) stop("cannot read", path);
    document.length = size;
    if (fread(document.data, 1, size, file) != (size_t)size) stop("cannot read", path);
    document.data[size] = 0;
    fclose(file);
    return document;
}

static Identity load_identity(const char *p12_path, const char *pass_path) {
    Document pass = read_file(pass_path);
    pass.data[strcspn((char *)pass.data, "\r\n")] = 0;
    BIO *bio = BIO_new_file(p12_path, "rb");
    PKCS12 *p12 = bio ? d2i_PKCS12_bio(bio, NULL) : NULL;
    Identity identity = {0};
    if (!p12 || !PKCS12_parse(p12, (char *)pass.data, &identity.key, &identity.certificate, &identity.chain))
        stop("cannot open", p12_path);
    PKCS12_free(p12);
    BIO_free(bio);
    return identity;
}

/* Adds one certificate or CRL, PEM or DER, to the store (anchors, CRLs) or to the helper chain. */
static int add_trust(const char *path, X509_STORE *store, STACK_OF(X509) *helpers) {
    Document file = read_file(path);
    int lists = 0;
    if (strstr((char *)file.data, "-----BEGIN")) {
        BIO *bio = BIO_new_mem_buf(file.data, (int)file.length);
        STACK_OF(X509_INFO) *items = PEM_X509_INFO_read_bio(bio, NULL, NULL, NULL);
        for (int i = 0; i < sk_X509_INFO_num(items); i++) {
            X509_INFO *item = sk_X509_INFO_value(items, i);
            if (item->x509 && X509_self_signed(item->x509, 0) == 1) X509_STORE_add_cert(store, item->x509);
            else if (item->x509 && X509_up_ref(item->x509)) sk_X509_push(helpers, item->x509);
            if (item->crl) { X509_STORE_add_crl(store, item->crl); lists++; }
        }
        sk_X509_INFO_pop_free(items, X509_INFO_free);
        BIO_free(bio);
    } else {
        const unsigned char *start = file.data;
        X509 *certificate = d2i_X509(NULL, &start, (long)file.length);
        start = file.data;
        X509_CRL *crl = certificate ? NULL : d2i_X509_CRL(NULL, &start, (long)file.length);
        if (certificate && X509_self_signed(certificate, 0) == 1) X509_STORE_add_cert(store, certificate);
        else if (certificate) sk_X509_push(helpers, certificate);
        if (crl) { X509_STORE_add_crl(store, crl); lists++; }
        ERR_clear_error();
    }
    free(file.data);
    return lists;
}

static int is_trust_file(const char *name) {
    static const char *const suffixes[] = {".pem", ".crt", ".cer", ".der", ".crl"};
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof suffixes / sizeof *suffixes; i++)
        if (!strcmp(dot, suffixes[i])) return 1;
    return 0;
}

static X509_STORE *load_trust(const char *folder, STACK_OF(X509) *helpers) {
    X509_STORE *store = X509_STORE_new();
    DIR *directory = opendir(folder);
    if (!directory) stop("cannot open folder", folder);
    int lists = 0;
    for (struct dirent *entry; (entry = readdir(directory));) {
        if (!is_trust_file(entry->d_name)) continue;
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        lists += add_trust(path, store, helpers);
    }
    closedir(directory);
    if (lists) X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    X509_VERIFY_PARAM_set_purpose(X509_STORE_get0_param(store), X509_PURPOSE_ANY);
    return store;
}

static void sign(Document *document, const Identity *identity) {
    BIO *content = BIO_new_mem_buf(document->data, (int)document->length);
    CMS_ContentInfo *cms = CMS_sign(NULL, NULL, identity->chain, NULL, FLAGS | CMS_PARTIAL);
    if (!cms || !CMS_add1_signer(cms, identity->certificate, identity->key, EVP_sha256(), FLAGS)
        || !CMS_final(cms, content, NULL, FLAGS))
        stop("cannot sign", "CMS_sign");
    OPENSSL_free(document->der);
    document->der = NULL;
    document->der_length = i2d_CMS_ContentInfo(cms, &document->der);
    CMS_ContentInfo_free(cms);
    BIO_free(content);
}

static void verify(const Document *document, X509_STORE *store, STACK_OF(X509) *helpers) {
    const unsigned char *start = document->der;
    CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &start, document->der_length);
    BIO *content = BIO_new_mem_buf(document->data, (int)document->length);
    if (!cms || CMS_verify(cms, helpers, store, content, NULL, CMS_BINARY | CMS_CADES) != 1)
        stop("does not verify", "CMS_verify");
    BIO_free(content);
    CMS_ContentInfo_free(cms);
}

int main(int argc, char **argv) {
    int verifying = argc > 1 && !strcmp(argv[1], "verify"), first = verifying ? 6 : 5;
    int count = argc > 2 ? atoi(argv[2]) : 0;
    if (argc <= first || count < 1 || (!verifying && strcmp(argv[1], "sign"))) {
        fputs("usage: floor sign COUNT P12 PASSFILE FILE...\n       floor verify COUNT P12 PASSFILE TRUSTDIR FILE...\n", stderr);
        return 64;
    }
    Identity identity = load_identity(argv[3], argv[4]);
    STACK_OF(X509) *helpers = sk_X509_new_null();
    X509_STORE *store = verifying ? load_trust(argv[5], helpers) : NULL;
    int files = argc - first;
    Document *documents = calloc(files, sizeof *documents);
    for (int i = 0; i < files; i++) {
        documents[i] = read_file(argv[first + i]);
        sign(&documents[i], &identity);   /* also the warm-up of `sign` */
    }
    if (verifying) verify(&documents[0], store, helpers);
    double wall = wall_seconds(), cpu = cpu_seconds();
    for (int i = 0; i < count; i++) {
        if (verifying) verify(&documents[i % files], store, helpers);
        else sign(&documents[i % files], &identity);
    }
    printf("{\"name\": \"OpenSSL CMS %s\", \"n\": %d, \"cpuSeconds\": %.6f, \"wallSeconds\": %.6f}\n", argv[1], count,
           cpu_seconds() - cpu, wall_seconds() - wall);
    return 0;
}
