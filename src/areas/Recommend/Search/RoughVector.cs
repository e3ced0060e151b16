using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Search;

/// <summary>Vectors as 8-bit integers with a scale of their own.</summary>
internal static class RoughVector
{
    /// <summary>A place of a stored vector is at most 127 in size.</summary>
    private const int LargestStored = 127;

    /// <summary>Vectors may be so long: inner products of two stay finite.</summary>
    public const float LongestVector = 1e18f;

    /// <summary>A largest place below this leaves no scale that is a normal number; the whole vector then counts as error.</summary>
    private const float SmallestPlace = 1e-18f;

    /// <summary>Writes x = s·c + ε with whole c for a vector that is stored.</summary>
    /// <returns>s and ‖ε‖.</returns>
    public static (float Scale, float Error) Store(ReadOnlySpan<float> vector, Span<sbyte> codes) => Encode(vector, codes, LargestStored);

    /// <summary>Writes q = t·b + δ with whole b for a vector that is asked for.</summary>
    /// <returns>t and ‖δ‖.</returns>
    public static (float Scale, float Error) Ask(ReadOnlySpan<float> vector, Span<sbyte> codes) => Encode(vector, codes, ByteTiles.Largest);

    private static (float Scale, float Error) Encode(ReadOnlySpan<float> vector, Span<sbyte> codes, int largest)
    {
        codes[vector.Length..].Clear();
        var size = 0f;
        foreach (var place in vector)
            size = Math.Max(size, Math.Abs(place));
        var (scale, squares) = (size / largest, 0.0);
        if (size < SmallestPlace)
        {
            codes.Clear();
            scale = 1;
        }
        else
        {
            var inverse = largest / size;
            for (var i = 0; i < vector.Length; i++)
                codes[i] = (sbyte)Math.Clamp((int)MathF.Round(vector[i] * inverse), -largest, largest);
        }

        for (var i = 0; i < vector.Length; i++)
        {
            var error = vector[i] - (double)scale * codes[i];
            squares += error * error;
        }

        return (scale, (float)Math.Sqrt(squares));
    }
}
