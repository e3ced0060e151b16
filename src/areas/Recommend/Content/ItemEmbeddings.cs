using Kirana.Data.Feedback;

namespace Kirana.Recommend.Content;

/// <summary>Items as vectors that something outside of the shop made, such as an encoder of texts or of pictures. Immutable and thread-safe.</summary>
/// <remarks>Alike is what has vectors of like direction; how long they are tells nothing.</remarks>
public sealed class ItemEmbeddings
{
    private readonly float[] _values;
    private readonly int[] _rows;

    /// <summary>Gathers the vectors of items.</summary>
    /// <param name="name">What they tell of, such as <c>text</c> or <c>picture</c>.</param>
    /// <param name="items">The items that have one.</param>
    /// <param name="values">Their vectors (items × width), row by row; not copied.</param>
    /// <param name="width">The length of a vector, at least 1.</param>
    /// <exception cref="ArgumentException">The values are not one vector for each item, or one is 0 or not finite.</exception>
    public ItemEmbeddings(string name, IdMap items, float[] values, int width)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (values.LongLength != (long)items.Count * width)
            throw new ArgumentException($"{items.Count} items need {items.Count} × {width} numbers; there are {values.Length}.", nameof(values));
        (Name, Items, Width, _values, _rows) = (name, items, width, values, [.. Enumerable.Range(0, items.Count)]);
        for (var item = 0; item < items.Count; item++)
            if (FaultOf(Of(item)) is { } fault)
                throw new ArgumentException($"The vector of the item '{items[item]}' {fault}.", nameof(values));
    }

    private ItemEmbeddings(string name, IdMap items, float[] values, int width, int[] rows) =>
        (Name, Items, Width, _values, _rows) = (name, items, width, values, rows);

    /// <summary>What they tell of.</summary>
    public string Name { get; }

    /// <summary>The items.</summary>
    public IdMap Items { get; }

    /// <summary>The length of a vector.</summary>
    public int Width { get; }

    /// <summary>How many items have a vector.</summary>
    public int Known => _rows.Count(row => row >= 0);

    /// <summary>Whether an item has a vector.</summary>
    /// <param name="item">The item's index.</param>
    public bool Has(int item) => _rows[item] >= 0;

    /// <summary>The vector of an item; empty where it has none.</summary>
    /// <param name="item">The item's index.</param>
    public ReadOnlySpan<float> Of(int item) => Has(item) ? _values.AsSpan(_rows[item] * Width, Width) : [];

    /// <summary>The same vectors over another map, such as that of a fit.</summary>
    /// <param name="items">The items; one that is not in <see cref="Items"/> has no vector.</param>
    public ItemEmbeddings Over(IdMap items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return ReferenceEquals(items, Items)
            ? this
            : new ItemEmbeddings(Name, items, _values, Width, [.. items.Ids.Select(id => Items.TryGetIndex(id, out var item) ? _rows[item] : -1)]);
    }

    /// <summary>What is wrong with a vector, as the end of a sentence about it; <see langword="null"/> for nothing.</summary>
    /// <param name="vector">The vector.</param>
    public static string? FaultOf(ReadOnlySpan<float> vector)
    {
        var isZero = true;
        for (var column = 0; column < vector.Length; column++)
        {
            if (!float.IsFinite(vector[column]))
                return $"holds {vector[column]} at place {column + 1}";
            isZero &= vector[column] == 0;
        }

        return isZero ? "is 0 at every place, which has no direction" : null;
    }
}
