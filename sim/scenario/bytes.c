#include "bytes.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *
bytes_why_short(FILE *file)
{
    return ferror(file) && errno != 0 ? strerror(errno) : "it ended early";
}

static int
read_all(FILE *file, const char *path, char **bytes, size_t *size, struct hr_err *err)
{
    struct stat status;
    if (fstat(fileno(file), &status) != 0)
        return hr_fail(err, HR_EIO, "cannot read '%s': %s", path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return hr_fail(err, HR_EIO, "cannot read '%s': it is %s, not a file", path,
                       S_ISDIR(status.st_mode) ? "a folder" : "a device or pipe");
    const size_t wanted = (size_t)status.st_size;
    char *text = malloc(wanted + 1);
    if (text == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the %zu bytes of '%s'", wanted, path);
    errno = 0;
    if (fread(text, 1, wanted, file) != wanted) {
        const char *why = bytes_why_short(file);
        free(text);
        return hr_fail(err, HR_EIO, "cannot read '%s': %s", path, why);
    }
    text[wanted] = '\0';
    *bytes = text;
    *size = wanted;
    return 0;
}

int
bytes_read(const char *path, char **bytes, size_t *size, struct hr_err *err)
{
    *bytes = NULL;
    *size = 0;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return hr_fail(err, errno == ENOMEM ? HR_ENOMEM : HR_EIO, "cannot read '%s': %s", path,
                       errno == ENOENT ? "there is no such file" : strerror(errno));
    const int ret = read_all(file, path, bytes, size, err);
    (void)fclose(file);
    return ret;
}

/* ---- text */

/* Unicode 15, table 3-7: well-formed UTF-8 byte sequences. */

size_t
utf8_length(const unsigned char *at, size_t n)
{
    static const struct {
        unsigned char first, last, low, high;
        size_t length;
    } form[] = {
        { 0x00, 0x7f, 0, 0, 1 },       { 0xc2, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 },
        { 0xe1, 0xec, 0x80, 0xbf, 3 }, { 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
        { 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
    };
    for (size_t i = 0; i < sizeof form / sizeof form[0]; i++) {
        if (at[0] < form[i].first || at[0] > form[i].last)
            continue;
        if (n < form[i].length ||
            (form[i].length > 1 && (at[1] < form[i].low || at[1] > form[i].high)))
            return 0;
        for (size_t k = 2; k < form[i].length; k++)
            if ((at[k] & 0xc0) != 0x80)
                return 0;
        return form[i].length;
    }
    return 0;
}

unsigned
utf8_code(const unsigned char *at, size_t length)
{
    static const unsigned char first[] = { 0x7f, 0x7f, 0x1f, 0x0f, 0x07 };
    unsigned code = at[0] & first[length];
    for (size_t i = 1; i < length; i++)
        code = code << 6 | (at[i] & 0x3fu);
    return code;
}

bool
utf8_hides(unsigned code)
{
    static const struct {
        unsigned first, last;
    } hidden[] = {
        { 0x00, 0x08 },     { 0x0b, 0x0b },     { 0x0e, 0x1f },     { 0x7f, 0x9f },
        { 0x202a, 0x202e }, { 0x2066, 0x2069 }, { 0xfdd0, 0xfdef },
    };
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
        if (code >= hidden[i].first && code <= hidden[i].last)
            return true;
    return (code & 0xfffe) == 0xfffe;
}

size_t
utf8_plain_blanks(char *text, size_t size)
{
    static const struct {
        const char *bytes, *plain;
    } BLANK[] = { { "\xc2\xa0", " " },
                  { "\xe2\x80\x87", " " },
                  { "\xe2\x80\xaf", " " },
                  { "\xe2\x80\x8b", "" },
                  { "\xef\xbb\xbf", "" } };
    char *to = text;
    for (size_t i = 0; i < size;) {
        if (utf8_is_plain(text[i])) {
            *to++ = text[i++];
            continue;
        }
        size_t k = 0, n = 0;
        for (; k < sizeof BLANK / sizeof BLANK[0] && n == 0; k++) {
            const size_t length = strlen(BLANK[k].bytes);
            if (length <= size - i && memcmp(text + i, BLANK[k].bytes, length) == 0)
                n = length;
        }
        if (n == 0)
            *to++ = text[i];
        else if (BLANK[k - 1].plain[0] != '\0')
            *to++ = BLANK[k - 1].plain[0];
        i += n == 0 ? 1 : n;
    }
    return (size_t)(to - text);
}

void
utf8_mend(char *text)
{
    char *to = text;
    for (size_t left = strlen(text); left > 0;) {
        const size_t length = utf8_length((const unsigned char *)text, left);
        const size_t step = length == 0 ? 1 : length;
        if (length > 0)
            memmove(to, text, length);
        to += length;
        text += step;
        left -= step;
    }
    *to = '\0';
}

/* ---- SHA-256, by nettle */

static void
digest_finish(struct sha256_ctx *context, char hex[DIGEST_HEX])
{
    static const char digit[] = "0123456789abcdef";
    uint8_t raw[SHA256_DIGEST_SIZE];

    sha256_digest(context, sizeof raw, raw);
    for (size_t i = 0; i < sizeof raw; i++) {
        hex[2 * i] = digit[raw[i] >> 4];
        hex[2 * i + 1] = digit[raw[i] & 15u];
    }
    hex[DIGEST_HEX - 1] = '\0';
}

void
digest_bytes(const void *data, size_t size, char hex[DIGEST_HEX])
{
    struct sha256_ctx context;

    sha256_init(&context);
    sha256_update(&context, size, data);
    digest_finish(&context, hex);
}

int
digest_file(const char *path, char hex[DIGEST_HEX], struct hr_err *err)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return hr_fail(err, HR_EIO, "cannot read '%s': %s", path, strerror(errno));

    struct sha256_ctx context;
    uint8_t part[16384];
    size_t n;
    sha256_init(&context);
    while ((n = fread(part, 1, sizeof part, file)) > 0)
        sha256_update(&context, n, part);

    int ret = 0;
    if (ferror(file))
        ret = hr_fail(err, HR_EIO, "cannot read '%s': %s", path, strerror(errno));
    (void)fclose(file);
    if (ret == 0)
        digest_finish(&context, hex);
    return ret;
}
