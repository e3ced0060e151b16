using Kirana.Data.ModelFiles;
using Kirana.Learn;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>How models of one type are kept, and what else every one of them can tell.</summary>
/// <typeparam name="TModel">The type.</typeparam>
/// <param name="Kind">Their kind in files.</param>
/// <param name="Version">The newest layout.</param>
/// <param name="Save">Writes one.</param>
/// <param name="Load">Reads one.</param>
/// <param name="Names">The names of its features.</param>
/// <param name="Gain">How much each feature contributed to the fit, from 0 up; none where the model cannot tell.</param>
internal sealed record ModelFormat<TModel>(
    string Kind, int Version, Action<TModel, ModelWriter> Save, Func<ModelReader, TModel> Load, Func<TModel, IReadOnlyList<string>> Names, Func<TModel, double[]> Gain)
    where TModel : ITableModel;
