using System.Runtime.InteropServices;

namespace Kirana.Recommend.Features;

/// <summary>What a shopper said of an item.</summary>
/// <param name="Rating">The latest rating, −1 to 1; NaN for none.</param>
/// <param name="RatedAt">When, in UTC microseconds; <see cref="long.MinValue"/> for never.</param>
/// <param name="WishedAt">When it was wished for last; <see cref="long.MinValue"/> for never.</param>
/// <param name="Dwell">The sum of the logarithms of 1 and the seconds of each dwell.</param>
/// <param name="Dwells">How many dwells.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Said(float Rating, long RatedAt, long WishedAt, float Dwell, int Dwells)
{
    /// <summary>Nothing.</summary>
    public static Said Nothing { get; } = new(float.NaN, long.MinValue, long.MinValue, 0, 0);

    /// <summary>The mean logarithm of 1 and the seconds of a dwell; NaN without one.</summary>
    public float MeanDwell => Dwells == 0 ? float.NaN : Dwell / Dwells;

    /// <summary>Both together: the later rating holds, of one moment the higher.</summary>
    public Said With(Said other)
    {
        var isLater = other.RatedAt > RatedAt || (other.RatedAt == RatedAt && other.Rating > Rating);
        return new Said(
            isLater ? other.Rating : Rating, Math.Max(RatedAt, other.RatedAt), Math.Max(WishedAt, other.WishedAt), Dwell + other.Dwell, Dwells + other.Dwells);
    }
}
