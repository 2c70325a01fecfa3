#include "CXlsx.h"
#include "CLate.h"

#include <pthread.h>

#define EACH_FUNCTION(take) \
    take(format_set_bold) \
    take(format_set_bottom) \
    take(format_set_num_format) \
    take(lxw_strerror) \
    take(lxw_workbook_free) \
    take(workbook_add_format) \
    take(workbook_add_worksheet) \
    take(workbook_close) \
    take(workbook_new_opt) \
    take(workbook_set_properties) \
    take(worksheet_autofilter) \
    take(worksheet_freeze_panes) \
    take(worksheet_set_column) \
    take(worksheet_write_number) \
    take(worksheet_write_string)

static struct { EACH_FUNCTION(OUTLAY_POINTER) } library;
static const char *const names[] = {EACH_FUNCTION(OUTLAY_NAME) 0};
static int is_started;

static void start(void) { is_started = outlay_load("libxlsxwriter.so." LXW_SOVERSION, names, (void **)&library); }

int outlay_xlsx_start(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
    return is_started;
}

// The library's functions by their own names. Nobody else sees these: its calls of itself stay its own.
#pragma GCC visibility push(hidden)
#define CALL(type, name, parameters, arguments) \
    type name parameters { return library.name arguments; }

CALL(void, format_set_bold, (lxw_format * format), (format))
CALL(void, format_set_bottom, (lxw_format * format, uint8_t style), (format, style))
CALL(void, format_set_num_format, (lxw_format * format, const char *pattern), (format, pattern))
CALL(char *, lxw_strerror, (lxw_error number), (number))
CALL(void, lxw_workbook_free, (lxw_workbook * book), (book))
CALL(lxw_format *, workbook_add_format, (lxw_workbook * book), (book))
CALL(lxw_worksheet *, workbook_add_worksheet, (lxw_workbook * book, const char *name), (book, name))
CALL(lxw_error, workbook_close, (lxw_workbook * book), (book))
CALL(lxw_workbook *, workbook_new_opt, (const char *file, lxw_workbook_options *options), (file, options))
CALL(lxw_error, workbook_set_properties, (lxw_workbook * book, lxw_doc_properties *properties), (book, properties))
CALL(
    lxw_error, worksheet_autofilter,
    (lxw_worksheet * sheet, lxw_row_t first_row, lxw_col_t first_column, lxw_row_t last_row, lxw_col_t last_column),
    (sheet, first_row, first_column, last_row, last_column))
CALL(void, worksheet_freeze_panes, (lxw_worksheet * sheet, lxw_row_t row, lxw_col_t column), (sheet, row, column))
CALL(
    lxw_error, worksheet_set_column,
    (lxw_worksheet * sheet, lxw_col_t first, lxw_col_t last, double width, lxw_format *format), (sheet, first, last, width, format))
CALL(
    lxw_error, worksheet_write_number,
    (lxw_worksheet * sheet, lxw_row_t row, lxw_col_t column, double number, lxw_format *format),
    (sheet, row, column, number, format))
CALL(
    lxw_error, worksheet_write_string,
    (lxw_worksheet * sheet, lxw_row_t row, lxw_col_t column, const char *text, lxw_format *format),
    (sheet, row, column, text, format))
#pragma GCC visibility pop
