using Kirana.Cli.Screens;
using Kirana.Pipelines.Import;

namespace Kirana.Cli.Commands.Import;

/// <summary>Shows how far an import is.</summary>
/// <param name="stage">Where it is shown.</param>
internal sealed class ImportStage(Stage stage) : IProgress<ImportProgress>
{
    /// <inheritdoc/>
    public void Report(ImportProgress value) => stage.Report(value.Rows, value.TotalBytes > 0 ? (double)value.Bytes / value.TotalBytes : null);
}
