using Kirana.Operate.Vectors;

namespace Kirana.Tests.Platform.Recommend;

/// <summary>Vectors of items in memory.</summary>
internal sealed class MemoryVectors : IVectorSets
{
    private readonly SortedDictionary<string, VectorTable> _sets = new(StringComparer.Ordinal);

    public IReadOnlyList<VectorSet> List() => [.. _sets.Select(set => new VectorSet(set.Key, set.Value.Ids.Count, set.Value.Width, DateTimeOffset.UnixEpoch, "made", "", 0))];

    public VectorTable Read(VectorSet set) => _sets[set.Name];

    public VectorSet Save(string name, string source, VectorTable table)
    {
        _sets[name] = table;
        return List().Single(set => string.Equals(set.Name, name, StringComparison.Ordinal));
    }

    public bool Remove(string name) => _sets.Remove(name);
}
