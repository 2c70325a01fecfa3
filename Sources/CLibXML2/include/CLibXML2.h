#pragma once
#include <libxml/xmlversion.h>
// Else libxml/encoding.h includes the system's ICU headers, which cannot be imported beside Foundation's own ICU.
// Only the inside of xmlCharEncodingHandler differs, and nothing here looks into one.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

// Loads libxml2, for the first caller; 0 where it is not on this machine. None of its functions may be called before.
int outlay_xml_start(void);
