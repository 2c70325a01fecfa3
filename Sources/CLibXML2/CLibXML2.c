#include "CLibXML2.h"
#include "CLate.h"

#include <pthread.h>

#if LIBXML_VERSION >= 21400
#define LIBRARY "libxml2.so.16"
#else
#define LIBRARY "libxml2.so.2"
#endif

#define EACH_FUNCTION(take) \
    take(xmlCtxtGetLastError) \
    take(xmlCtxtReadMemory) \
    take(xmlFreeDoc) \
    take(xmlFreeParserCtxt) \
    take(xmlGetIntSubset) \
    take(xmlNewParserCtxt) \
    take(xmlSchemaFree) \
    take(xmlSchemaFreeParserCtxt) \
    take(xmlSchemaFreeValidCtxt) \
    take(xmlSchemaNewMemParserCtxt) \
    take(xmlSchemaNewValidCtxt) \
    take(xmlSchemaParse) \
    take(xmlSchemaSetParserStructuredErrors) \
    take(xmlSchemaSetValidStructuredErrors) \
    take(xmlSchemaValidateDoc)

static struct { EACH_FUNCTION(OUTLAY_POINTER) } library;
static const char *const names[] = {EACH_FUNCTION(OUTLAY_NAME) 0};
static int is_started;

static void start(void) { is_started = outlay_load(LIBRARY, names, (void **)&library); }

int outlay_xml_start(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
    return is_started;
}

// The library's functions by their own names. Nobody else sees these: its calls of itself stay its own.
#pragma GCC visibility push(hidden)
#define CALL(type, name, parameters, arguments) \
    type name parameters { return library.name arguments; }

// Later versions return what may not be changed.
CALL(__typeof__(xmlCtxtGetLastError(0)), xmlCtxtGetLastError, (void *context), (context))
CALL(
    xmlDocPtr, xmlCtxtReadMemory,
    (xmlParserCtxtPtr context, const char *bytes, int count, const char *url, const char *encoding, int options),
    (context, bytes, count, url, encoding, options))
CALL(void, xmlFreeDoc, (xmlDocPtr document), (document))
CALL(void, xmlFreeParserCtxt, (xmlParserCtxtPtr context), (context))
CALL(xmlDtdPtr, xmlGetIntSubset, (const xmlDoc *document), (document))
CALL(xmlParserCtxtPtr, xmlNewParserCtxt, (void), ())
CALL(void, xmlSchemaFree, (xmlSchemaPtr schema), (schema))
CALL(void, xmlSchemaFreeParserCtxt, (xmlSchemaParserCtxtPtr context), (context))
CALL(void, xmlSchemaFreeValidCtxt, (xmlSchemaValidCtxtPtr context), (context))
CALL(xmlSchemaParserCtxtPtr, xmlSchemaNewMemParserCtxt, (const char *bytes, int count), (bytes, count))
CALL(xmlSchemaValidCtxtPtr, xmlSchemaNewValidCtxt, (xmlSchemaPtr schema), (schema))
CALL(xmlSchemaPtr, xmlSchemaParse, (xmlSchemaParserCtxtPtr context), (context))
CALL(
    void, xmlSchemaSetParserStructuredErrors,
    (xmlSchemaParserCtxtPtr context, xmlStructuredErrorFunc told, void *with), (context, told, with))
CALL(
    void, xmlSchemaSetValidStructuredErrors,
    (xmlSchemaValidCtxtPtr context, xmlStructuredErrorFunc told, void *with), (context, told, with))
CALL(int, xmlSchemaValidateDoc, (xmlSchemaValidCtxtPtr context, xmlDocPtr document), (context, document))
#pragma GCC visibility pop
