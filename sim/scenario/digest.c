/* SHA-256 by nettle. */
#include "digest.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

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
