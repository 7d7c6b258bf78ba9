#ifndef COPENSSL_SHIM_H
#define COPENSSL_SHIM_H

// Debian 12 ships OpenSSL 3.0; nothing deprecated there is used, but its headers must import without warnings.
#define OPENSSL_SUPPRESS_DEPRECATED 1

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// XN_FLAG_RFC2253 is OR-ed from other macros, which the importer cannot evaluate. Without ESC_MSB, UTF-8 names
// (every Vietnamese one) are printed as they are instead of as \C3\xxx.
static const unsigned long copenssl_name_flags = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;

// BIO_get_mem_data is a macro that hides a cast.
static inline long copenssl_bio_contents(BIO *bio, char **contents) {
    return BIO_get_mem_data(bio, contents);
}

// OPENSSL_free is a macro that adds the caller's file and line.
static inline void copenssl_free(void *pointer) {
    OPENSSL_free(pointer);
}

// The sk_X509_* family are macros over these untyped calls.
static inline int copenssl_x509_count(const STACK_OF(X509) *certificates) {
    return certificates ? sk_X509_num(certificates) : 0;
}

static inline X509 *copenssl_x509_at(const STACK_OF(X509) *certificates, int index) {
    return sk_X509_value(certificates, index);
}

static inline STACK_OF(X509) *copenssl_x509_stack(void) {
    return sk_X509_new_null();
}

static inline int copenssl_x509_push(STACK_OF(X509) *certificates, X509 *certificate) {
    return sk_X509_push(certificates, certificate);
}

// Frees the list and not the certificates, which their Swift owners keep.
static inline void copenssl_x509_stack_free(STACK_OF(X509) *certificates) {
    sk_X509_free(certificates);
}

// Frees the list and drops one reference of each certificate, for lists that OpenSSL made.
static inline void copenssl_x509_stack_release(STACK_OF(X509) *certificates) {
    sk_X509_pop_free(certificates, X509_free);
}

static inline int copenssl_revoked_count(const STACK_OF(X509_REVOKED) *entries) {
    return entries ? sk_X509_REVOKED_num(entries) : 0;
}

#endif
