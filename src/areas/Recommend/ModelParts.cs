using System.Globalization;
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

    /// <summary>Checks the beginnings of lists that stand one after another.</summary>
    /// <exception cref="Data.DataException">They are not lists + 1 ascending places from 0 to the end.</exception>
    public static void RequireStarts(ModelReader reader, string tensor, ReadOnlySpan<int> starts, int lists, int end)
    {
        RequireLength(reader, tensor, starts.Length, lists + 1);
        for (var list = 0; list < lists; list++)
            if (starts[list + 1] < starts[list])
                throw reader.Invalid(tensor, "ascending places", $"{starts[list]} before {starts[list + 1]}");
        if (starts[0] != 0 || starts[lists] != end)
            throw reader.Invalid(tensor, $"places from 0 to {end}", $"{starts[0]} to {starts[lists]}");
    }

    /// <summary>Checks that every value names one of so many.</summary>
    /// <exception cref="Data.DataException">One does not.</exception>
    public static void RequireIndices(ModelReader reader, string tensor, ReadOnlySpan<int> indices, int count)
    {
        foreach (var index in indices)
            if ((uint)index >= (uint)count)
                throw reader.Invalid(tensor, $"indices of {count}", index.ToString(CultureInfo.InvariantCulture));
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
