#include "CCurl.h"
#include "CLate.h"

#include <openssl/hmac.h>
#include <openssl/opensslv.h>
#include <openssl/sha.h>

// By the declarations of libcurl's header, without the macros there that check what variadic functions are given.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#define EACH_FUNCTION(take) \
    take(curl_global_init) \
    take(curl_easy_init) \
    take(curl_easy_cleanup) \
    take(curl_easy_perform) \
    take(curl_easy_setopt) \
    take(curl_easy_getinfo) \
    take(curl_slist_append) \
    take(curl_slist_free_all)

OUTLAY_LIBRARY(outlay_curl_start, libcurl, "libcurl.so.4", EACH_FUNCTION, libcurl.curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)

CURL *outlay_curl_init(void) { return libcurl.curl_easy_init(); }
void outlay_curl_cleanup(CURL *curl) { libcurl.curl_easy_cleanup(curl); }
CURLcode outlay_curl_perform(CURL *curl) { return libcurl.curl_easy_perform(curl); }
struct curl_slist *outlay_curl_append(struct curl_slist *list, const char *text) { return libcurl.curl_slist_append(list, text); }
void outlay_curl_free(struct curl_slist *list) { libcurl.curl_slist_free_all(list); }

CURLcode outlay_curl_set_number(CURL *curl, CURLoption option, long value) { return libcurl.curl_easy_setopt(curl, option, value); }
CURLcode outlay_curl_set_text(CURL *curl, CURLoption option, const char *value) {
    return libcurl.curl_easy_setopt(curl, option, value);
}
CURLcode outlay_curl_set_list(CURL *curl, CURLoption option, struct curl_slist *value) {
    return libcurl.curl_easy_setopt(curl, option, value);
}
CURLcode outlay_curl_set_pointer(CURL *curl, CURLoption option, void *value) {
    return libcurl.curl_easy_setopt(curl, option, value);
}
CURLcode outlay_curl_set_transfer(CURL *curl, CURLoption option, size_t (*value)(char *, size_t, size_t, void *)) {
    return libcurl.curl_easy_setopt(curl, option, value);
}
CURLcode outlay_curl_response_code(CURL *curl, long *value) {
    return libcurl.curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, value);
}

#define EACH_DIGEST(take) take(EVP_sha256) take(HMAC) take(SHA256)
#define TEXT_OF(number) #number
#define LIBCRYPTO(number) "libcrypto.so." TEXT_OF(number)
OUTLAY_LIBRARY(outlay_crypto_start, crypto, LIBCRYPTO(OPENSSL_SHLIB_VERSION), EACH_DIGEST, 1)

int outlay_sha256(const unsigned char *bytes, size_t count, unsigned char *digest) {
    return outlay_crypto_start() && crypto.SHA256(bytes, count, digest) != NULL;
}

int outlay_hmac_sha256(
    const unsigned char *key, size_t key_count, const unsigned char *bytes, size_t count, unsigned char *digest) {
    unsigned int made = 0;
    return outlay_crypto_start() && crypto.HMAC(crypto.EVP_sha256(), key, (int)key_count, bytes, count, digest, &made) != NULL && made == 32;
}
