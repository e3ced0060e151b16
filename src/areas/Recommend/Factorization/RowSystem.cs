using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Factorization;

/// <summary>The least-squares system of one row, (YᵀY + Yᵀ(C − I)Y + λI)·x = YᵀC·p: equation 4 of Hu, Koren and Volinsky.</summary>
/// <param name="factors">Y, the vectors of the other side (columns × width).</param>
/// <param name="gram">YᵀY, (width × width); in the basis of <see cref="FactorBasis"/> its diagonal alone.</param>
/// <param name="columns">The columns the row dealt with, distinct.</param>
/// <param name="confidences">c − 1 = αw of each, beside <paramref name="columns"/>.</param>
/// <param name="penalty">λ.</param>
/// <param name="brief">Y once more as brief floats, which products then read; none by default.</param>
internal readonly ref struct RowSystem(
    ReadOnlySpan<float> factors, ReadOnlySpan<float> gram, ReadOnlySpan<int> columns, ReadOnlySpan<float> confidences, float penalty,
    ReadOnlySpan<ushort> brief = default)
{
    private readonly ReadOnlySpan<ushort> _brief = brief;

    public ReadOnlySpan<float> Factors { get; } = factors;

    public ReadOnlySpan<float> Gram { get; } = gram;

    public ReadOnlySpan<int> Columns { get; } = columns;

    public ReadOnlySpan<float> Confidences { get; } = confidences;

    public float Penalty { get; } = penalty;

    /// <summary>y·v of every entry.</summary>
    public void Products(ReadOnlySpan<float> vector, Span<float> products)
    {
        if (_brief.IsEmpty)
            GatheredRows.Products(Factors, vector.Length, Columns, vector, products);
        else
            GatheredRows.Products(_brief, vector.Length, Columns, vector, products);
    }

    /// <summary>Adds Σ w·y over the entries to a vector.</summary>
    public void AddWeighted(ReadOnlySpan<float> weights, Span<float> result)
    {
        if (_brief.IsEmpty)
            GatheredRows.AddWeighted(Factors, result.Length, Columns, weights, result);
        else
            GatheredRows.AddWeighted(_brief, result.Length, Columns, weights, result);
    }

    /// <summary>Adds Σ (offset + (c − 1)·y·v)·y over the entries to a vector.</summary>
    /// <param name="offsets">One for each entry; empty for 0.</param>
    /// <param name="vector">v.</param>
    /// <param name="products">Takes y·v of every entry.</param>
    /// <param name="result">The vector.</param>
    public void AddGramProduct(ReadOnlySpan<float> offsets, ReadOnlySpan<float> vector, Span<float> products, Span<float> result)
    {
        if (_brief.IsEmpty)
            GatheredRows.AddGramProduct(Factors, vector.Length, Columns, Confidences, offsets, vector, products, result);
        else
            GatheredRows.AddGramProduct(_brief, vector.Length, Columns, Confidences, offsets, vector, products, result);
    }
}
