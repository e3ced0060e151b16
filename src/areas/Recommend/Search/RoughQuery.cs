using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Search;

/// <summary>What is known of a query written as q = t·b + δ with whole b.</summary>
/// <param name="Step">t.</param>
/// <param name="Length">‖q‖ / t.</param>
/// <param name="PerLength">The slack of a row for each unit of its length, in units of t.</param>
/// <param name="PerError">The slack of a row for each unit of its own error, in units of t.</param>
internal readonly record struct RoughQuery(float Step, float Length, float PerLength, float PerError)
{
    /// <summary>2⁻²³, the distance of 1 from the next float.</summary>
    private const float Ulp = 1.1920929e-7f;

    /// <summary>Writes a query as bytes.</summary>
    /// <param name="query">q.</param>
    /// <param name="bytes">Takes b.</param>
    /// <param name="exact">Whether the slack must hold for every row. If not, about one in a thousand of those near the floor may be missed.</param>
    /// <remarks>With a row x = s·c + ε, qᵀx is t·s·bᵀc + t·bᵀε + δᵀx. So the difference is at most t·‖b‖·‖ε‖ + ‖δ‖·‖x‖ by the inequality of
    /// Cauchy and Schwarz. It would be that large only if the errors pointed along the vectors. Where they point anywhere, its
    /// standard deviation is smaller by √d. One and a half of those are taken below the floor and above a row each, three in all.</remarks>
    public static RoughQuery Of(ReadOnlySpan<float> query, Span<sbyte> bytes, bool exact)
    {
        var (step, error) = RoughVector.Ask(query, bytes);
        var squares = 0L;
        foreach (var place in bytes)
            squares += place * place;
        var length = MathF.Sqrt(Dot.Of(query, query)) / step;
        // What rounding adds to the exact product, see Dot, and to the rough one.
        var rounding = (query.Length / 16 + 32) * Ulp * length;
        var share = exact ? 1 : Math.Min(1, 1.5f / MathF.Sqrt(query.Length));
        return new RoughQuery(step, length, share * (1.0001f * error / step) + rounding, share * 1.0001f * MathF.Sqrt(squares));
    }
}
