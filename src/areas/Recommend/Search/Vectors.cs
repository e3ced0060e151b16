using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Search;

/// <summary>What is asked of vectors.</summary>
internal static class Vectors
{
    /// <summary>Refuses a vector of another length, or one whose inner products need not be finite.</summary>
    public static void Require(ReadOnlySpan<float> vector, int dimensions, string name)
    {
        if (vector.Length != dimensions)
            throw new ArgumentException($"A vector has {dimensions} places, got {vector.Length}.", name);
        if (!IsUsable(vector))
            throw new ArgumentException($"A vector must be finite and shorter than {RoughVector.LongestVector:e0}; its squared length is {Dot.Of(vector, vector)}.", name);
    }

    /// <summary>Whether a vector is finite and not too long.</summary>
    public static bool IsUsable(ReadOnlySpan<float> vector) => Dot.Of(vector, vector) < RoughVector.LongestVector * RoughVector.LongestVector;

    /// <summary>Makes a vector one of length 1; 0 stays 0.</summary>
    public static void Normalize(Span<float> vector)
    {
        var length = MathF.Sqrt(Dot.Of(vector, vector));
        if (length > 0)
            foreach (ref var place in vector)
                place /= length;
    }
}
