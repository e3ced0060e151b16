using CsCheck;
using Kirana.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public sealed class GatheredRowsTests
{
    private const int Rows = 9;

    private static readonly Gen<(int Width, float[] Matrix, int[] Indices, float[] Weights, float[] Offsets, float[] Vector, float[] Start)> Cases =
        from width in Gen.OneOf(Gen.Const(64), Gen.Const(48), Gen.Int[1, 130])
        from matrix in Gen.Float[-3, 3].Array[Rows * width]
        from indices in Gen.Int[0, Rows - 1].Array[0, 12]
        from weights in Gen.Float[-3, 3].Array[indices.Length]
        from some in Gen.Bool
        from offsets in Gen.Float[-3, 3].Array[some ? indices.Length : 0]
        from vector in Gen.Float[-3, 3].Array[width]
        from start in Gen.Float[-3, 3].Array[width]
        select (width, matrix, indices, weights, offsets, vector, start);

    [Fact]
    public void A_weighted_sum_has_the_bits_of_the_plain_form() => Cases.Sample(c =>
    {
        var (plain, fast) = (c.Start.ToArray(), c.Start.ToArray());
        GatheredRows.ScalarAddWeighted<float, GatheredRows.FullRows>(c.Matrix, c.Width, c.Indices, c.Weights, plain);
        GatheredRows.VectorAddWeighted<float, GatheredRows.FullRows>(c.Matrix, c.Width, c.Indices, c.Weights, fast);
        Assert.Equal(plain, fast);
    }, iter: 300);

    [Fact]
    public void A_Gram_product_has_the_bits_of_the_plain_form() => Cases.Sample(c =>
    {
        var (plain, fast) = (c.Start.ToArray(), c.Start.ToArray());
        var (plainProducts, products) = (new float[c.Indices.Length], new float[c.Indices.Length]);
        GatheredRows.ScalarAddGramProduct<float, GatheredRows.FullRows>(c.Matrix, c.Width, c.Indices, c.Weights, c.Offsets, c.Vector, plainProducts, plain);
        GatheredRows.VectorAddGramProduct<float, GatheredRows.FullRows>(c.Matrix, c.Width, c.Indices, c.Weights, c.Offsets, c.Vector, products, fast);
        Assert.Equal(plain, fast);
        Assert.Equal(plainProducts, products);
    }, iter: 300);

    [Fact]
    public void Inner_products_have_the_bits_of_the_plain_form() => Cases.Sample(c =>
    {
        var (plain, fast) = (new float[c.Indices.Length], new float[c.Indices.Length]);
        GatheredRows.ScalarProducts<float, GatheredRows.FullRows>(c.Matrix, c.Width, c.Indices, c.Vector, plain);
        GatheredRows.VectorProducts<float, GatheredRows.FullRows>(c.Matrix, c.Width, c.Indices, c.Vector, fast);
        Assert.Equal(plain, fast);
    }, iter: 300);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Brief_rows_count_as_the_floats_they_are(bool vector) => Cases.Sample(c =>
    {
        var brief = new ushort[c.Matrix.Length];
        BriefFloats.Pack(c.Matrix, brief);
        var full = new float[brief.Length];
        BriefFloats.Unpack(brief, full);
        var (expected, expectedProducts) = (c.Start.ToArray(), new float[c.Indices.Length]);
        GatheredRows.AddWeighted(full, c.Width, c.Indices, c.Weights, expected);
        GatheredRows.AddGramProduct(full, c.Width, c.Indices, c.Weights, c.Offsets, c.Vector, expectedProducts, expected);
        var (found, products, again) = (c.Start.ToArray(), new float[c.Indices.Length], new float[c.Indices.Length]);
        if (vector)
        {
            GatheredRows.VectorAddWeighted<ushort, GatheredRows.BriefRows>(brief, c.Width, c.Indices, c.Weights, found);
            GatheredRows.VectorAddGramProduct<ushort, GatheredRows.BriefRows>(brief, c.Width, c.Indices, c.Weights, c.Offsets, c.Vector, products, found);
            GatheredRows.VectorProducts<ushort, GatheredRows.BriefRows>(brief, c.Width, c.Indices, c.Vector, again);
        }
        else
        {
            GatheredRows.ScalarAddWeighted<ushort, GatheredRows.BriefRows>(brief, c.Width, c.Indices, c.Weights, found);
            GatheredRows.ScalarAddGramProduct<ushort, GatheredRows.BriefRows>(brief, c.Width, c.Indices, c.Weights, c.Offsets, c.Vector, products, found);
            GatheredRows.ScalarProducts<ushort, GatheredRows.BriefRows>(brief, c.Width, c.Indices, c.Vector, again);
        }

        Assert.Equal(expected, found);
        Assert.Equal(expectedProducts, products);
        Assert.Equal(expectedProducts, again);
    }, iter: 300);

    [Fact]
    public void A_Gram_product_is_what_its_equation_says()
    {
        // Rows (1, 2) and (3, -1), v = (2, 1): x·v = 4 and 5; (0.5 + 2·4)·(1, 2) + (1 + 3·5)·(3, -1) = (56.5, 1).
        float[] result = [0, 0];
        var products = new float[2];
        GatheredRows.AddGramProduct([1, 2, 9, 9, 3, -1], 2, [0, 2], [2, 3], [0.5f, 1], [2, 1], products, result);
        Assert.Equal([56.5f, 1f], result);
        Assert.Equal([4f, 5f], products);
    }

    [Fact]
    public void An_index_that_names_no_row_is_refused() =>
        Assert.ThrowsAny<ArgumentException>(() => GatheredRows.AddWeighted(new float[6], 2, [3], [1], new float[2]));

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => GatheredRows.AddWeighted(new float[6], 2, [0], [1, 2], new float[2]));
        Assert.ThrowsAny<ArgumentException>(() => GatheredRows.Products(new float[6], 2, [0], new float[2], new float[2]));
        Assert.ThrowsAny<ArgumentException>(() => GatheredRows.AddGramProduct(new float[6], 2, [0], [1], [], new float[3], new float[1], new float[2]));
        Assert.ThrowsAny<ArgumentException>(() => GatheredRows.AddGramProduct(new float[6], 2, [0], [1], [1, 2], new float[2], new float[1], new float[2]));
    }
}
