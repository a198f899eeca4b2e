#include "deflate.h"

#include <string.h>

/* Symbols 0 to 255 are bytes; then comes the end of a block, then lengths of copies. */
enum { END = 256, FIRST_LENGTH = 257, LONGEST = 258, LONGEST_SYMBOL = 285, MOST_BITS = 15 };

/* ---- bits, the lowest first */

static void
put_bytes(struct deflate *self)
{
    text_add_bytes(self->out, self->byte, self->n_byte);
    self->n_byte = 0;
}

/* n: at most 32. */
static void
put(struct deflate *self, uint64_t value, unsigned n)
{
    enum { AT_ONCE = 32 };
    self->bits |= value << self->n_bit;
    self->n_bit += n;
    if (self->n_bit < AT_ONCE)
        return;
    for (unsigned i = 0; i < AT_ONCE; i += 8)
        self->byte[self->n_byte++] = (char)(self->bits >> i & 0xFF);
    self->bits >>= AT_ONCE;
    self->n_bit -= AT_ONCE;
    if (self->n_byte == sizeof self->byte)
        put_bytes(self);
}

/* Up to a whole byte. */
static void
put_rest(struct deflate *self)
{
    for (; self->n_bit > 0; self->bits >>= 8, self->n_bit -= self->n_bit < 8 ? self->n_bit : 8)
        self->byte[self->n_byte++] = (char)(self->bits & 0xFF);
    put_bytes(self);
}

/* ---- lengths and distances: steps that widen, told by a symbol (the leading bits) and what is
 * left as it is */

struct step {
    uint32_t symbol, rest;
    unsigned n_rest; /* bits */
};

static struct step
step_of(uint32_t value, unsigned n_leading)
{
    const unsigned n_bit = value == 0 ? 0 : 32 - (unsigned)__builtin_clz(value),
                   n = n_bit > n_leading + 1 ? n_bit - n_leading - 1 : 0;
    return (struct step){ (n << n_leading) + (value >> n), value & ((1u << n) - 1), n };
}

static struct step
length_step(uint32_t length)
{
    if (length == LONGEST)
        return (struct step){ LONGEST_SYMBOL, 0, 0 };
    struct step step = step_of(length - DEFLATE_SHORTEST, 2);
    step.symbol += FIRST_LENGTH;
    return step;
}

static struct step
distance_step(uint32_t distance)
{
    return step_of(distance - 1, 1);
}

/* ---- Huffman codes */

struct code {
    unsigned char length[DEFLATE_SYMBOLS]; /* in bits; 0: not used */
    uint16_t bits[DEFLATE_SYMBOLS];        /* the first bit lowest */
};

struct tree {
    uint32_t weight[2 * DEFLATE_SYMBOLS]; /* leaves, then what joins two, ever heavier */
    uint16_t parent[2 * DEFLATE_SYMBOLS];
    uint16_t leaf[DEFLATE_SYMBOLS]; /* the lightest first */
    size_t n_leaf, n_node, next_leaf, next_joined;
};

static void
add_leaf(struct tree *self, size_t i, uint32_t weight)
{
    size_t at = self->n_leaf++;
    for (; at > 0 && self->weight[self->leaf[at - 1]] > weight; at--)
        self->leaf[at] = self->leaf[at - 1];
    self->leaf[at] = (uint16_t)i;
    self->weight[i] = weight;
}

static size_t
take_lightest(struct tree *self)
{
    const bool joined = self->next_joined < self->n_node;
    if (self->next_leaf == self->n_leaf ||
        (joined && self->weight[self->next_joined] < self->weight[self->leaf[self->next_leaf]]))
        return self->next_joined++;
    return self->leaf[self->next_leaf++];
}

/* The two lightest become one, until there is one. */
static void
join(struct tree *self)
{
    for (size_t left = self->n_leaf; left > 1; left--) {
        const size_t a = take_lightest(self), b = take_lightest(self), both = self->n_node++;
        self->weight[both] = self->weight[a] + self->weight[b];
        self->parent[a] = self->parent[b] = (uint16_t)both;
    }
}

/* Depths of the n leaves that have a weight; the deepest. */
static unsigned
depths(const uint32_t *weight, size_t n, unsigned char *depth)
{
    struct tree tree = { .n_node = n, .next_joined = n };
    unsigned of[2 * DEFLATE_SYMBOLS], deepest = 0;
    for (size_t i = 0; i < n; i++)
        if (weight[i] > 0)
            add_leaf(&tree, i, weight[i]);
    join(&tree);
    of[tree.n_node - 1] = 0;
    for (size_t i = tree.n_node - 1; i-- > 0;) {
        of[i] = i < n && weight[i] == 0 ? 0 : of[tree.parent[i]] + 1;
        deepest = of[i] > deepest ? of[i] : deepest;
    }
    for (size_t i = 0; i < n; i++)
        depth[i] = (unsigned char)of[i];
    return deepest;
}

/* Codes of one length follow each other in the order of the symbols (RFC 1951, 3.2.2). */
static void
number_codes(struct code *self, size_t n)
{
    uint32_t next = 0;
    for (unsigned length = 1; length <= MOST_BITS; length++, next <<= 1)
        for (size_t i = 0; i < n; i++)
            if (self->length[i] == length) {
                uint32_t bits = 0;
                for (unsigned k = 0; k < length; k++)
                    bits |= (next >> k & 1) << (length - 1 - k);
                self->bits[i] = (uint16_t)bits;
                next++;
            }
}

/* Weights are halved until no code is too long. At least two are above 0. */
static void
make_code(struct code *self, uint32_t *weight, size_t n)
{
    while (depths(weight, n, self->length) > MOST_BITS)
        for (size_t i = 0; i < n; i++)
            weight[i] = (weight[i] + 1) / 2;
    number_codes(self, n);
}

/* ---- blocks */

/* Symbols that every block has: its end, and two of each kind, for a code of one symbol has no
 * bits. */
static void
begin_block(struct deflate *self)
{
    self->n_token = 0;
    memset(self->n_symbol, 0, sizeof self->n_symbol);
    memset(self->n_distance, 0, sizeof self->n_distance);
    self->n_symbol[END] = self->n_symbol[0] = 1;
    self->n_distance[0] = self->n_distance[1] = 1;
}

/* Lengths of codes are four bits each: sixteen symbols of a code for them. The lengths of that code
 * stand in an order of their own; symbols for repeats, which are not used, are its first three. */
static void
put_codes(struct deflate *self, const struct code *symbol, const struct code *distance)
{
    enum { N_REPEAT = 3, N_LENGTH = 16 };
    put(self, DEFLATE_SYMBOLS - 257, 5);
    put(self, DEFLATE_DISTANCES - 1, 5);
    put(self, N_REPEAT + N_LENGTH - 4, 4);
    for (size_t i = 0; i < N_REPEAT + N_LENGTH; i++)
        put(self, i < N_REPEAT ? 0 : 4, 3);
    struct code lengths = { .length = { 0 } };
    memset(lengths.length, 4, N_LENGTH);
    number_codes(&lengths, N_LENGTH);
    for (size_t i = 0; i < DEFLATE_SYMBOLS; i++)
        put(self, lengths.bits[symbol->length[i]], 4);
    for (size_t i = 0; i < DEFLATE_DISTANCES; i++)
        put(self, lengths.bits[distance->length[i]], 4);
}

static void
put_symbol(struct deflate *self, const struct code *code, const struct step *step)
{
    const unsigned n = code->length[step->symbol];
    put(self, code->bits[step->symbol] | step->rest << n, n + step->n_rest);
}

static void
put_block(struct deflate *self, bool last)
{
    enum { OWN_CODES = 2 };
    static const struct step end = { END, 0, 0 };
    struct code symbol, distance;
    make_code(&symbol, self->n_symbol, DEFLATE_SYMBOLS);
    make_code(&distance, self->n_distance, DEFLATE_DISTANCES);
    put(self, last, 1);
    put(self, OWN_CODES, 2);
    put_codes(self, &symbol, &distance);
    for (size_t i = 0; i < self->n_token; i++) {
        const uint32_t token = self->token[i];
        const bool copies = token > UINT16_MAX;
        const struct step first = copies ? length_step(token >> 16) : (struct step){ token, 0, 0 };
        put_symbol(self, &symbol, &first);
        if (copies) {
            const struct step second = distance_step(token & UINT16_MAX);
            put_symbol(self, &distance, &second);
        }
    }
    put_symbol(self, &symbol, &end);
    begin_block(self);
}

static void
add_token(struct deflate *self, uint32_t token)
{
    self->token[self->n_token++] = token;
    if (self->n_token == DEFLATE_TOKENS)
        put_block(self, false);
}

/* ---- */

void
deflate_begin(struct deflate *self, struct text *out)
{
    self->out = out;
    self->bits = 0;
    self->n_bit = 0;
    self->n_byte = 0;
    begin_block(self);
}

void
deflate_byte(struct deflate *self, unsigned char byte)
{
    self->n_symbol[byte]++;
    add_token(self, byte);
}

/* In parts of which none is too short. */
void
deflate_copy(struct deflate *self, size_t length, size_t distance)
{
    const uint32_t far = (uint32_t)distance, far_symbol = distance_step(far).symbol;
    while (length > 0) {
        const size_t part = length <= LONGEST                     ? length
                            : length < LONGEST + DEFLATE_SHORTEST ? length - DEFLATE_SHORTEST
                                                                  : LONGEST;
        self->n_symbol[length_step((uint32_t)part).symbol]++;
        self->n_distance[far_symbol]++;
        add_token(self, (uint32_t)part << 16 | far);
        length -= part;
    }
}

void
deflate_end(struct deflate *self)
{
    put_block(self, true);
    put_rest(self);
}
