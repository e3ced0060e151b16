using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Search;

/// <summary>What a search works in. Grows to what is asked of it and is then used again without allocating; one for each thread.</summary>
public sealed class SearchScratch
{
    private readonly Candidates _candidates = new();
    private readonly int[] _places = new int[Candidates.Chunk];
    private readonly float[] _values = new float[Candidates.Chunk];
    private int[] _products = [];
    private float[] _query = [];
    private sbyte[] _bytes = [];
    private float[] _promises = [];
    private ulong[] _keys = [];

    /// <summary>How many vectors the last search looked at roughly.</summary>
    public int Scanned { get; private set; }

    /// <summary>How many lists the last search looked into.</summary>
    public int ListsScanned { get; private set; }

    /// <summary>Searches a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="query">The query, of finite length.</param>
    /// <param name="unit">Whether to make the query's length 1.</param>
    /// <param name="wanted">How many rows, at least 1.</param>
    /// <param name="allowed">Which handles may be found; <see langword="null"/> for all.</param>
    /// <param name="results">Takes them.</param>
    internal int Search(Snapshot snapshot, ReadOnlySpan<float> query, bool unit, int wanted, HandleSet? allowed, Span<ScoredItem> results)
    {
        (Scanned, ListsScanned) = (0, 0);
        wanted = Math.Min(wanted, snapshot.Count);
        if (wanted == 0)
            return 0;
        MakeRoom(snapshot, query.Length);
        var own = _query.AsMemory(0, query.Length);
        var bytes = _bytes.AsSpan(0, ByteTiles.Padded(query.Length));
        query.CopyTo(own.Span);
        if (unit)
            Vectors.Normalize(own.Span);
        var rough = RoughQuery.Of(own.Span, bytes, exact: snapshot.Centers is null);
        _candidates.Begin(snapshot.Lists, own, rough.Step, wanted);
        if (snapshot.Centers is null)
            for (var list = 0; list < snapshot.Lists.Length; list++)
                Scan(snapshot.Lists, list, rough, bytes, allowed);
        else
            ScanInOrder(snapshot, snapshot.Centers, rough, bytes, allowed);
        return _candidates.Finish(results);
    }

    /// <summary>Scans lists from the most promising on until none promises what it takes to be among the best.</summary>
    /// <remarks>A list promises qᵀc + κ·‖q‖·r: what a row gains that lies κ of the list's radii r from its centre c towards the query. So an easy
    /// query ends early, and one that a filter leaves few rows goes on.</remarks>
    private void ScanInOrder(Snapshot snapshot, ListCenters centers, RoughQuery rough, ReadOnlySpan<sbyte> bytes, HandleSet? allowed)
    {
        var promises = _promises.AsSpan(0, centers.Count);
        centers.Multiply(bytes, _products.AsSpan(0, VectorList.TiledRows(centers.Count)), promises);
        Axpy.Add(snapshot.Reach * rough.Length, snapshot.Radii, promises);
        var order = new ListOrder(promises, _keys.AsSpan(0, centers.Count));
        while (order.TryNext(out var list, out var promise) && promise >= _candidates.Floor)
            Scan(snapshot.Lists, list, rough, bytes, allowed);
    }

    private void Scan(VectorList[] lists, int index, RoughQuery rough, ReadOnlySpan<sbyte> bytes, HandleSet? allowed)
    {
        var list = lists[index];
        ListsScanned++;
        Scanned += list.Count;
        for (var first = 0; first < list.Count; first += Candidates.Chunk)
        {
            var rows = Math.Min(Candidates.Chunk, list.Count - first);
            var products = _products.AsSpan(0, VectorList.TiledRows(rows));
            ByteTiles.Multiply(list.Tiles.AsSpan(first * list.RowBytes, products.Length * list.RowBytes), bytes, products);
            var found = Contenders.Find(
                products[..rows], list.Scales.AsSpan(first, rows), list.Lengths.AsSpan(first, rows), list.Errors.AsSpan(first, rows),
                rough.PerLength, rough.PerError, _candidates.Floor, _places.AsSpan(0, rows), _values.AsSpan(0, rows));
            _candidates.Offer(index, first, _places.AsSpan(0, found), _values.AsSpan(0, found), rough.PerLength, rough.PerError, allowed);
        }
    }

    private void MakeRoom(Snapshot snapshot, int width)
    {
        var lists = snapshot.Centers?.Count ?? 0;
        Grow(ref _query, width);
        Grow(ref _bytes, ByteTiles.Padded(width));
        Grow(ref _products, Math.Max(Candidates.Chunk, VectorList.TiledRows(lists)));
        Grow(ref _promises, lists);
        Grow(ref _keys, lists);
    }

    private static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            array = new T[length];
    }
}
