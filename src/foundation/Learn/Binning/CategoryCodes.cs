using Kirana.Data;

namespace Kirana.Learn.Binning;

/// <summary>What may stand for a category: a whole number that float holds exactly.</summary>
internal static class CategoryCodes
{
    private const float Most = 1 << 24;

    /// <summary>Refuses numbers that are no codes; NaN, a missing one, is none of them.</summary>
    /// <exception cref="DataException"><c>bad-category</c>.</exception>
    public static void Check(string column, ReadOnlySpan<float> codes)
    {
        foreach (var code in codes)
            if (!float.IsNaN(code) && (!(code is >= 0 and <= Most) || code != MathF.Floor(code)))
                throw new DataException($"Column '{column}' holds {code}; a categorical value is a whole number from 0 to {Most:F0}.")
                {
                    Code = "bad-category", Column = column, Hint = "Encode the categories as 0, 1, 2, …, or make the column numeric.",
                };
    }
}
