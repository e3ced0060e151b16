using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;

namespace Kirana.Tests.Foundation.Learn.Stacking;

/// <summary>A learner that is given some of the columns, in its own order, and levels in the reverse of theirs.</summary>
internal sealed record OnlyColumns(IEstimator<ITableModel> Learner, params string[] Names) : IEstimator<ITableModel>
{
    public ITableModel Fit(TabularData data, FitContext context) =>
        Learner.Fit(new TabularData(new Table(Names.Select(name => Turned(data.Table[name])).Append(data.Target!)), data.Target!.Name), context);

    private static Column Turned(Column column) => column is CategoryColumn own
        ? new CategoryColumn(own.Name, [.. own.Codes.ToArray().Select(code => code < 0 ? code : own.Levels.Count - 1 - code)], own.Levels.Reverse())
        : column;
}
