namespace Kirana.Recommend.Factorization;

/// <summary>The least-squares system of one row, (YᵀY + Yᵀ(C − I)Y + λI)·x = YᵀC·p: equation 4 of Hu, Koren and Volinsky.</summary>
/// <param name="factors">Y, the vectors of the other side (columns × width).</param>
/// <param name="gram">YᵀY, (width × width); in the basis of <see cref="FactorBasis"/> its diagonal alone.</param>
/// <param name="columns">The columns the row dealt with, distinct.</param>
/// <param name="confidences">c − 1 = αw of each, beside <paramref name="columns"/>.</param>
/// <param name="penalty">λ.</param>
internal readonly ref struct RowSystem(
    ReadOnlySpan<float> factors, ReadOnlySpan<float> gram, ReadOnlySpan<int> columns, ReadOnlySpan<float> confidences, float penalty)
{
    public ReadOnlySpan<float> Factors { get; } = factors;

    public ReadOnlySpan<float> Gram { get; } = gram;

    public ReadOnlySpan<int> Columns { get; } = columns;

    public ReadOnlySpan<float> Confidences { get; } = confidences;

    public float Penalty { get; } = penalty;
}
