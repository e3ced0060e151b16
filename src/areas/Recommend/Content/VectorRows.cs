using Kirana.Data.ModelFiles;
using Products = Kirana.Numerics.Kernels.Dot;

namespace Kirana.Recommend.Content;

/// <summary>Items as dense vectors (items × width): the joined embeddings of one set after the other. An item that has none is 0.</summary>
/// <param name="Names">The names of the sets.</param>
/// <param name="Ends">Where the columns of each set end.</param>
/// <param name="Values">The vectors, row by row.</param>
internal sealed record VectorRows(string[] Names, int[] Ends, float[] Values)
{
    /// <summary>No set at all.</summary>
    public static VectorRows None { get; } = new([], [], []);

    /// <summary>The number of columns.</summary>
    public int Width => Ends.Length == 0 ? 0 : Ends[^1];

    /// <summary>The vector of an item.</summary>
    public ReadOnlySpan<float> Of(int item) => Values.AsSpan(item * Width, Width);

    /// <summary>Whether any set has a vector of an item.</summary>
    public bool Knows(int item) => Of(item).ContainsAnyExcept(0f);

    /// <summary>The inner product of an item's vector of one set with the same columns of another.</summary>
    public float Dot(int item, int set, ReadOnlySpan<float> vector)
    {
        var start = set == 0 ? 0 : Ends[set - 1];
        return Products.Of(Of(item)[start..Ends[set]], vector[start..Ends[set]]);
    }

    /// <summary>Writes the vectors.</summary>
    public void Save(ModelWriter writer)
    {
        if (Names.Length == 0)
            return;
        writer.AddStrings("sets", Names);
        writer.Add("setEnds", Ends);
        writer.Add("vectors", Values, Values.Length / Width, Width);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    public static VectorRows Read(ModelReader reader, int items)
    {
        if (!reader.Has("sets"))
            return None;
        var (names, ends) = (reader.Strings("sets"), reader.Ints("setEnds"));
        ModelParts.RequireLength(reader, "setEnds", ends.Length, names.Length);
        for (var set = 0; set < ends.Length; set++)
            if (ends[set] <= (set == 0 ? 0 : ends[set - 1]))
                throw reader.Invalid("setEnds", "ascending places above 0", string.Join(", ", ends));
        if (ends.Length == 0)
            throw reader.Invalid("sets", "at least one set", "none");
        var values = reader.Floats("vectors", items, ends[^1]);
        ModelParts.RequireFinite(reader, "vectors", values);
        return new VectorRows(names, ends, values);
    }
}
