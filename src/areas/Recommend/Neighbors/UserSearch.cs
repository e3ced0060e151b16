using Kirana.Data.ModelFiles;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Neighbors;

/// <summary>Rows of users by what they hold, made ready to be compared with a shopper. Immutable.</summary>
internal sealed class UserSearch
{
    private readonly Bm25Weights? _bm25;

    /// <summary>Makes the rows ready.</summary>
    /// <param name="users">v, a row for each user, the newest first.</param>
    /// <param name="closeness">How similarity is made.</param>
    /// <param name="popularityDamping">γ, how much less an item of many users says; BM25 does without.</param>
    /// <param name="usersPerItem">The users of an item that are looked at, the first ones.</param>
    /// <param name="bm25">How rows are weighted; <see langword="null"/> where v counts itself.</param>
    public UserSearch(SparseRows users, Closeness closeness, double popularityDamping, int usersPerItem, Bm25Weights? bm25 = null)
    {
        (Users, Closeness, _bm25) = (users, closeness, bm25);
        var byItem = (bm25 is null ? users : bm25.Of(users)).Transposed();
        ItemFactors = new float[users.ColumnCount];
        Array.Fill(ItemFactors, 1);
        for (var item = 0; item < ItemFactors.Length && bm25 is null; item++)
            ItemFactors[item] = (float)(1 / Powers.Of(Math.Max(1, byItem.LengthOf(item)), popularityDamping));
        ByItem = byItem.Rows([.. Enumerable.Range(0, byItem.RowCount)], usersPerItem);
        OtherParts = new double[users.RowCount];
        for (var user = 0; user < OtherParts.Length; user++)
            OtherParts[user] = closeness.OtherPart(NormOf(users.ColumnsOf(user), users.ValuesOf(user)));
    }

    /// <summary>v of every user, the newest first.</summary>
    public SparseRows Users { get; }

    /// <summary>The users of every item, the newest first, with what the item counts in their row.</summary>
    public SparseRows ByItem { get; }

    /// <summary>How similarity is made.</summary>
    public Closeness Closeness { get; }

    /// <summary>What each user brings to the normalisation.</summary>
    public double[] OtherParts { get; }

    private float[] ItemFactors { get; }

    /// <summary>Reads the rows of a model's file: <c>users</c>, <c>user-items</c> and their values.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="values">The name of the values.</param>
    /// <param name="itemCount">The number of items.</param>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    public static SparseRows ReadRows(ModelReader reader, string values, int itemCount)
    {
        var (starts, columns, weights) = (reader.Ints("users"), reader.Ints("user-items"), reader.Floats(values));
        ModelParts.RequireStarts(reader, "users", starts, Math.Max(0, starts.Length - 1), columns.Length);
        ModelParts.RequireIndices(reader, "user-items", columns, itemCount);
        ModelParts.RequireLength(reader, values, weights.Length, columns.Length);
        ModelParts.RequireFinite(reader, values, weights);
        var rows = SparseRows.Of(starts, columns, weights, itemCount);
        for (var user = 0; user < rows.RowCount; user++)
            for (var i = 1; i < rows.LengthOf(user); i++)
                if (rows.ColumnsOf(user)[i] <= rows.ColumnsOf(user)[i - 1])
                    throw reader.Invalid("user-items", "ascending items of each user", $"{rows.ColumnsOf(user)[i - 1]} before {rows.ColumnsOf(user)[i]}");
        return rows;
    }

    /// <summary>Turns v of a shopper into what each item counts in a comparison.</summary>
    /// <param name="items">The shopper's items.</param>
    /// <param name="values">v of each; takes the weights.</param>
    /// <returns>What the shopper brings to the normalisation.</returns>
    public double Weigh(ReadOnlySpan<int> items, Span<float> values)
    {
        var own = Closeness.OwnPart(NormOf(items, values));
        var length = Bm25Weights.LengthOf(values);
        for (var i = 0; i < items.Length; i++)
            values[i] = _bm25 is not null ? _bm25.Of(items[i], values[i], length) : values[i] * ItemFactors[items[i]];
        return own;
    }

    private double NormOf(ReadOnlySpan<int> items, ReadOnlySpan<float> values)
    {
        var norm = 0.0;
        for (var i = 0; i < items.Length; i++)
            norm += (double)values[i] * values[i] * ItemFactors[items[i]];
        return norm;
    }
}
