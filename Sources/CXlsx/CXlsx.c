#include "CXlsx.h"
#include "CLate.h"

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

OUTLAY_LIBRARY(outlay_xlsx_start, xlsx, "libxlsxwriter.so." LXW_SOVERSION, EACH_FUNCTION, 1)

#pragma GCC visibility push(hidden)
OUTLAY_CALL(xlsx, void, format_set_bold, (lxw_format * format), (format))
OUTLAY_CALL(xlsx, void, format_set_bottom, (lxw_format * format, uint8_t style), (format, style))
OUTLAY_CALL(xlsx, void, format_set_num_format, (lxw_format * format, const char *pattern), (format, pattern))
OUTLAY_CALL(xlsx, char *, lxw_strerror, (lxw_error number), (number))
OUTLAY_CALL(xlsx, void, lxw_workbook_free, (lxw_workbook * book), (book))
OUTLAY_CALL(xlsx, lxw_format *, workbook_add_format, (lxw_workbook * book), (book))
OUTLAY_CALL(xlsx, lxw_worksheet *, workbook_add_worksheet, (lxw_workbook * book, const char *name), (book, name))
OUTLAY_CALL(xlsx, lxw_error, workbook_close, (lxw_workbook * book), (book))
OUTLAY_CALL(xlsx, lxw_workbook *, workbook_new_opt, (const char *file, lxw_workbook_options *options), (file, options))
OUTLAY_CALL(xlsx, lxw_error, workbook_set_properties, (lxw_workbook * book, lxw_doc_properties *properties), (book, properties))
OUTLAY_CALL(
    xlsx, lxw_error, worksheet_autofilter,
    (lxw_worksheet * sheet, lxw_row_t first_row, lxw_col_t first_column, lxw_row_t last_row, lxw_col_t last_column),
    (sheet, first_row, first_column, last_row, last_column))
OUTLAY_CALL(xlsx, void, worksheet_freeze_panes, (lxw_worksheet * sheet, lxw_row_t row, lxw_col_t column), (sheet, row, column))
OUTLAY_CALL(
    xlsx, lxw_error, worksheet_set_column,
    (lxw_worksheet * sheet, lxw_col_t first, lxw_col_t last, double width, lxw_format *format), (sheet, first, last, width, format))
OUTLAY_CALL(
    xlsx, lxw_error, worksheet_write_number,
    (lxw_worksheet * sheet, lxw_row_t row, lxw_col_t column, double number, lxw_format *format),
    (sheet, row, column, number, format))
OUTLAY_CALL(
    xlsx, lxw_error, worksheet_write_string,
    (lxw_worksheet * sheet, lxw_row_t row, lxw_col_t column, const char *text, lxw_format *format),
    (sheet, row, column, text, format))
#pragma GCC visibility pop
