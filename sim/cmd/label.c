/* UTF-8: a byte 10xxxxxx continues a character. */
#include "label.h"

enum { LABEL_MAX = 60 };

static int
n_character(const char *text)
{
    int n = 0;
    for (const char *c = text; *c != '\0'; c++)
        n += ((unsigned char)*c & 0xc0u) != 0x80u;
    return n;
}

int
label_width(const struct model *model, int least)
{
    int width = least;
    for (size_t i = 0; i < model->n_setting + model->n_line; i++) {
        const int n = n_character(i < model->n_setting ? model->setting[i]->label
                                                       : model->line[i - model->n_setting]->label);
        if (n > width && n <= LABEL_MAX)
            width = n;
    }
    return width;
}

void
label_print(FILE *out, const char *label, int width)
{
    const int n = n_character(label);
    fprintf(out, "  %s%*s", label, n < width ? width - n : 0, "");
}
