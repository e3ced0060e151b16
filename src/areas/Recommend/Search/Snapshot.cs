namespace Kirana.Recommend.Search;

/// <summary>All that one search sees. Immutable: a change makes another, so a search that has begun sees nothing of it.</summary>
internal sealed class Snapshot
{
    private readonly float[] _radii;

    public Snapshot(VectorList[] lists, ListCenters? centers, float reach)
    {
        (Lists, Centers, Reach) = (lists, centers, reach);
        _radii = new float[lists.Length];
        for (var i = 0; i < lists.Length; i++)
        {
            _radii[i] = lists[i].Radius;
            Count += lists[i].Count;
            MeanSquaredDistance += lists[i].SquaredDistances;
        }

        MeanSquaredDistance /= Math.Max(1, Count);
    }

    public VectorList[] Lists { get; }

    /// <summary>The lists' centres; <see langword="null"/> where every list is scanned.</summary>
    public ListCenters? Centers { get; }

    /// <summary>κ: how many of its radii a list is taken to reach towards the query.</summary>
    public float Reach { get; }

    /// <summary>The number of vectors.</summary>
    public int Count { get; }

    /// <summary>The mean squared distance of the vectors from their lists' centres; 0 without centres.</summary>
    public double MeanSquaredDistance { get; }

    /// <summary>The radius of each list.</summary>
    public ReadOnlySpan<float> Radii => _radii;

    /// <summary>Another with one list changed or, at the end, added.</summary>
    public Snapshot With(int list, VectorList changed)
    {
        var lists = new VectorList[Math.Max(Lists.Length, list + 1)];
        Lists.CopyTo(lists, 0);
        lists[list] = changed;
        return new Snapshot(lists, Centers, Reach);
    }
}
