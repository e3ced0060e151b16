using Kirana.Data.ModelFiles;

namespace Kirana.Recommend;

/// <summary>Checks of what a model file holds against what the model needs.</summary>
internal static class ModelParts
{
    /// <summary>Checks a tensor's length.</summary>
    /// <exception cref="Data.DataException">The length is another one.</exception>
    public static void RequireLength(ModelReader reader, string tensor, int found, int expected)
    {
        if (found != expected)
            throw reader.Invalid(tensor, $"{expected} values", $"{found}");
    }

    /// <summary>Checks that every value of a tensor is finite.</summary>
    /// <exception cref="Data.DataException">One is not.</exception>
    public static void RequireFinite(ModelReader reader, string tensor, ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw reader.Invalid(tensor, "finite values", $"{values[i]} at {i}");
    }

    /// <summary>Reads one finite number.</summary>
    /// <exception cref="Data.DataException">It is absent, not finite, or not alone.</exception>
    public static double Number(ModelReader reader, string tensor)
    {
        var values = reader.Doubles(tensor);
        RequireLength(reader, tensor, values.Length, 1);
        return double.IsFinite(values[0]) ? values[0] : throw reader.Invalid(tensor, "a finite number", $"{values[0]}");
    }
}
