using System.Globalization;
using System.Text.Json;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Random;
using Kirana.Recommend.Content;

namespace Kirana.Tests.Areas.Recommend.Content;

public sealed class VectorWhiteningTests
{
    [Theory]
    [InlineData("0.0")]
    [InlineData("0.5")]
    [InlineData("1.0")]
    public void Vectors_are_those_of_scikit_learn(string power)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Recommend", "vector-whitening.json")));
        var root = golden.RootElement;
        var (rows, kept) = (root.GetProperty("rows").GetInt32(), root.GetProperty("kept").GetInt32());
        float[] values = [.. root.GetProperty("vectors").EnumerateArray().Select(value => value.GetSingle())];
        double[] expected = [.. root.GetProperty("products").GetProperty(power).EnumerateArray().Select(value => value.GetDouble())];

        var (made, width) = VectorWhitening.Of(Named(rows, values, root.GetProperty("width").GetInt32()), kept, double.Parse(power, CultureInfo.InvariantCulture), FitContext.Default);
        Assert.Equal(kept, width);
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < rows; j++)
                Assert.Equal(expected[i * rows + j], Dot.Of(made.AsSpan(i * width, width), made.AsSpan(j * width, width)), 2e-6);
    }

    [Fact]
    public void The_same_vectors_many_times_tell_nothing()
    {
        Assert.Equal(0, VectorWhitening.Of(Named(5, [.. Enumerable.Repeat(1f / 3, 15)], 3), 2, 0.5, FitContext.Default).Width);
        Assert.Equal(0, VectorWhitening.Of(Named(1, [1, 2, 3], 3), 2, 0.5, FitContext.Default).Width);
    }

    [Fact]
    public void Length_tells_nothing_however_great_or_small()
    {
        var random = new RandomStream(3);
        float[] plain = [.. Enumerable.Range(0, 60).Select(_ => (float)random.NextGaussian())];
        float[] scaled = [.. plain.Select((value, at) => value * (at / 6 % 2 == 0 ? 1e30f : 1e-30f))];
        var (one, other) = (VectorWhitening.Of(Named(10, plain, 6), 4, 0.5, FitContext.Default), VectorWhitening.Of(Named(10, scaled, 6), 4, 0.5, FitContext.Default));
        for (var at = 0; at < one.Rows.Length; at++)
            Assert.Equal(one.Rows[at], other.Rows[at], 1e-4f);
    }

    [Fact]
    public void An_item_without_a_vector_stays_without_one()
    {
        var items = new IdMap(Enumerable.Range(0, 12).Select(item => item.ToString(CultureInfo.InvariantCulture)));
        var (rows, width) = VectorWhitening.Of(MadeVectors.Of(items, has: item => item != 7).Over(items), 6, 0.5, FitContext.Default);
        for (var item = 0; item < 12; item++)
            Assert.Equal(item == 7 ? 0 : 1, Dot.Of(rows.AsSpan(item * width, width), rows.AsSpan(item * width, width)), 1e-5f);
    }

    [Fact]
    public void Wide_vectors_have_the_leading_components_of_a_whole_decomposition()
    {
        const int Order = LeadingComponents.Exact + 40, Most = 8;
        var random = new RandomStream(11);
        var factors = new double[Order * Order];
        for (var row = 0; row < Order; row++)
            for (var column = 0; column < Order; column++)
                factors[row * Order + column] = random.NextGaussian() / Math.Sqrt(1 + column);
        var matrix = new double[Order * Order];
        Syrk.AddGram(factors, Order, Order, matrix);
        var (whole, values) = ((double[])matrix.Clone(), new double[Order]);
        Assert.True(SymmetricEigen.TryDecompose(whole, Order, values));
        var found = LeadingComponents.Of(matrix, Order, Most, FitContext.Default);
        for (var k = 0; k < Most; k++)
        {
            Assert.Equal(values[k], found.Values[k], 1e-6 * values[0]);
            Assert.Equal(1, Math.Abs(Dot.Of(whole.AsSpan(k * Order, Order), found.Vectors.AsSpan(k * Order, Order))), 1e-4);
        }
    }

    private static ItemEmbeddings Named(int rows, float[] values, int width) =>
        new("text", new IdMap(Enumerable.Range(0, rows).Select(row => row.ToString(CultureInfo.InvariantCulture))), values, width);
}
