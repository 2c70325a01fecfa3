#pragma once
#include <curl/curl.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

// Swift cannot call variadic functions: one of curl_easy_setopt for every kind of value, and of curl_easy_getinfo.
static inline CURLcode outlay_curl_set_number(CURL *curl, CURLoption option, long value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode outlay_curl_set_text(CURL *curl, CURLoption option, const char *value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode outlay_curl_set_list(CURL *curl, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode outlay_curl_set_pointer(CURL *curl, CURLoption option, void *value) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode outlay_curl_set_transfer(CURL *curl, CURLoption option, size_t (*value)(char *, size_t, size_t, void *)) {
    return curl_easy_setopt(curl, option, value);
}
static inline CURLcode outlay_curl_response_code(CURL *curl, long *value) {
    return curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, value);
}

// glibc declares it for _GNU_SOURCE only, which Swift's Glibc module does not set.
extern int memfd_create(const char *, unsigned int);
static const unsigned int outlay_close_on_exec = 1u;  // MFD_CLOEXEC

// Macros that Swift does not see.
static inline CURLcode outlay_curl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
static const long outlay_curl_all_encrypted = CURLUSESSL_ALL;

// SHA-256, and HMAC-SHA-256 by it; `digest` has room for 32 bytes. Whether it was made.
static inline int outlay_sha256(const unsigned char *bytes, size_t count, unsigned char *digest) {
    return SHA256(bytes, count, digest) != NULL;
}
static inline int outlay_hmac_sha256(
    const unsigned char *key, size_t key_count, const unsigned char *bytes, size_t count, unsigned char *digest) {
    unsigned int made = 0;
    return HMAC(EVP_sha256(), key, (int)key_count, bytes, count, digest, &made) != NULL && made == 32;
}
