using Kirana.Data;
using Kirana.Data.Tables;

namespace Kirana.Learn;

/// <summary>Counts the rows of each group while the rows go by; those of one group lie side by side.</summary>
internal sealed class GroupRuns
{
    private readonly List<int> _sizes = [];
    private readonly HashSet<object> _seen = [];
    private object? _last;

    /// <summary>The rows of each group so far.</summary>
    public int[] Sizes => [.. _sizes];

    /// <summary>Adds rows.</summary>
    /// <param name="group">The group of each row; texts are compared, since batches may code them differently.</param>
    /// <param name="before">How many rows went by before.</param>
    /// <exception cref="DataException"><c>bad-group</c>: a group goes on after another one.</exception>
    public void Add(Column group, long before)
    {
        for (var row = 0; row < group.Count; row++)
        {
            object own = group switch
            {
                NumberColumn numbers => numbers[row],
                CategoryColumn categories => (object?)categories[row] ?? CategoryColumn.Missing,
                _ => ((TimeColumn)group).Times[row],
            };
            if (own.Equals(_last))
            {
                _sizes[^1]++;
                continue;
            }

            if (!_seen.Add(own))
                throw new DataException($"Row {before + row + 1} belongs to a group whose other rows lie further above.")
                {
                    Code = "bad-group", Row = before + row + 1, Column = group.Name, Hint = $"Sort the rows by '{group.Name}'.",
                };
            _last = own;
            _sizes.Add(1);
        }
    }
}
