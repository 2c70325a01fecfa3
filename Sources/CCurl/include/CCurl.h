#pragma once
#include <curl/curl.h>
#include <stddef.h>

// libcurl stands on thirty other libraries, and loading them takes longer than most commands do: it is loaded by who sends something.
// The functions below are libcurl's own; none may be called before outlay_curl_start has returned 1.

// Loads and starts libcurl, for the first caller; 0 where it is not on this machine or does not start.
int outlay_curl_start(void);
CURL *outlay_curl_init(void);
void outlay_curl_cleanup(CURL *curl);
CURLcode outlay_curl_perform(CURL *curl);
struct curl_slist *outlay_curl_append(struct curl_slist *list, const char *text);
void outlay_curl_free(struct curl_slist *list);

// curl_easy_setopt for every kind of value, and curl_easy_getinfo: Swift cannot call variadic functions.
CURLcode outlay_curl_set_number(CURL *curl, CURLoption option, long value);
CURLcode outlay_curl_set_text(CURL *curl, CURLoption option, const char *value);
CURLcode outlay_curl_set_list(CURL *curl, CURLoption option, struct curl_slist *value);
CURLcode outlay_curl_set_pointer(CURL *curl, CURLoption option, void *value);
CURLcode outlay_curl_set_transfer(CURL *curl, CURLoption option, size_t (*value)(char *, size_t, size_t, void *));
CURLcode outlay_curl_response_code(CURL *curl, long *value);

// A macro that Swift does not see.
static const long outlay_curl_all_encrypted = CURLUSESSL_ALL;

// glibc declares it for _GNU_SOURCE only, which Swift's Glibc module does not set.
extern int memfd_create(const char *, unsigned int);
static const unsigned int outlay_close_on_exec = 1u;  // MFD_CLOEXEC

// Loads libcrypto, for the first caller; 0 where it is not on this machine.
int outlay_crypto_start(void);

// SHA-256, and HMAC-SHA-256 by it; `digest` has room for 32 bytes. Whether it was made, which needs libcrypto.
int outlay_sha256(const unsigned char *bytes, size_t count, unsigned char *digest);
int outlay_hmac_sha256(const unsigned char *key, size_t key_count, const unsigned char *bytes, size_t count, unsigned char *digest);
