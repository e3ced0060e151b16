using Kirana.Data.Feedback;

namespace Kirana.Data.Tables;

/// <summary>Codes texts by the order of their first appearance.</summary>
internal sealed class CategoryBuilder
{
    private readonly List<int> _codes = [];
    private readonly IdMap _levels = new();

    public void Add(ReadOnlySpan<char> text) => _codes.Add(_levels.GetOrAdd(text));

    public void AddMissing() => _codes.Add(CategoryColumn.Missing);

    public CategoryColumn Build(string name) => new(name, _codes.ToArray(), _levels.Ids);
}
