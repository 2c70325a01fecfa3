#include "CLibXML2.h"
#include "CLate.h"

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

OUTLAY_LIBRARY(outlay_xml_start, xml, LIBRARY, EACH_FUNCTION, 1)

#pragma GCC visibility push(hidden)
// Later versions return what may not be changed.
OUTLAY_CALL(xml, __typeof__(xmlCtxtGetLastError(0)), xmlCtxtGetLastError, (void *context), (context))
OUTLAY_CALL(
    xml, xmlDocPtr, xmlCtxtReadMemory,
    (xmlParserCtxtPtr context, const char *bytes, int count, const char *url, const char *encoding, int options),
    (context, bytes, count, url, encoding, options))
OUTLAY_CALL(xml, void, xmlFreeDoc, (xmlDocPtr document), (document))
OUTLAY_CALL(xml, void, xmlFreeParserCtxt, (xmlParserCtxtPtr context), (context))
OUTLAY_CALL(xml, xmlDtdPtr, xmlGetIntSubset, (const xmlDoc *document), (document))
OUTLAY_CALL(xml, xmlParserCtxtPtr, xmlNewParserCtxt, (void), ())
OUTLAY_CALL(xml, void, xmlSchemaFree, (xmlSchemaPtr schema), (schema))
OUTLAY_CALL(xml, void, xmlSchemaFreeParserCtxt, (xmlSchemaParserCtxtPtr context), (context))
OUTLAY_CALL(xml, void, xmlSchemaFreeValidCtxt, (xmlSchemaValidCtxtPtr context), (context))
OUTLAY_CALL(xml, xmlSchemaParserCtxtPtr, xmlSchemaNewMemParserCtxt, (const char *bytes, int count), (bytes, count))
OUTLAY_CALL(xml, xmlSchemaValidCtxtPtr, xmlSchemaNewValidCtxt, (xmlSchemaPtr schema), (schema))
OUTLAY_CALL(xml, xmlSchemaPtr, xmlSchemaParse, (xmlSchemaParserCtxtPtr context), (context))
OUTLAY_CALL(
    xml, void, xmlSchemaSetParserStructuredErrors,
    (xmlSchemaParserCtxtPtr context, xmlStructuredErrorFunc told, void *with), (context, told, with))
OUTLAY_CALL(
    xml, void, xmlSchemaSetValidStructuredErrors,
    (xmlSchemaValidCtxtPtr context, xmlStructuredErrorFunc told, void *with), (context, told, with))
OUTLAY_CALL(xml, int, xmlSchemaValidateDoc, (xmlSchemaValidCtxtPtr context, xmlDocPtr document), (context, document))
#pragma GCC visibility pop
