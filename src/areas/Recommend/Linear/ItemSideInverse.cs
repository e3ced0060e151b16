using Kirana.Data.Fitting;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Recommend.Linear;

/// <summary>The inverse of the items' own matrix, for no more items than users.</summary>
internal sealed class ItemSideInverse : IItemInverse
{
    private readonly float[] _inverse;
    private readonly int _order;

    private ItemSideInverse(float[] inverse, int order) => (_inverse, _order) = (inverse, order);

    /// <summary>Makes and inverts the matrix.</summary>
    /// <param name="system">The items.</param>
    /// <param name="penalties">λ of every item.</param>
    /// <param name="context">Threads, cancellation and progress.</param>
    /// <returns><see langword="null"/> if rounding made the matrix indefinite.</returns>
    public static ItemSideInverse? Of(ItemSystem system, float[] penalties, FitContext context)
    {
        var order = system.Order;
        var matrix = system.Gram(context);
        for (var i = 0; i < order; i++)
            matrix[i * order + i] += penalties[i];
        return SymmetricInverse.TryInvert(matrix, order, context.Threads, context.Cancellation,
            share => context.Progress?.Report(new FitProgress("items", (long)(share * order), order)))
            ? new ItemSideInverse(matrix, order)
            : null;
    }

    /// <inheritdoc/>
    public float DiagonalOf(int place) => _inverse[place * _order + place];

    /// <inheritdoc/>
    public void Write(int first, Span<float> rows) => _inverse.AsSpan(first * _order, rows.Length).CopyTo(rows);
}
