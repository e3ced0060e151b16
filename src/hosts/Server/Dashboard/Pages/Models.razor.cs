using System.Globalization;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Serving;
using Kirana.Server.Dashboard.Wording;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kirana.Server.Dashboard.Pages;

/// <summary>The registry: versions with their figures, two beside each other, promotion and rollback after a question.</summary>
public sealed partial class Models : ComponentBase
{
    private readonly List<(string Area, int Number)> _compared = [];
    private int _changes;

    /// <summary>The version of the shop that is shown.</summary>
    [CascadingParameter]
    public ShopVersion Version { get; set; }

    [Inject]
    private ShopServing Serving { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Messages { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private ShopSettings Settings => Serving.Shop.Settings;

    private DateTimeOffset Now => Clock.GetUtcNow();

    private static IReadOnlyList<ModelFigure> Headline(ModelArea area, ModelVersion version) =>
        [.. ModelFigure.Read(version.Metrics, version.Intervals).Where(figure => area.Headline.Contains(figure.Key, StringComparer.Ordinal))
            .OrderBy(figure => area.Headline.Index().First(name => string.Equals(name.Item, figure.Key, StringComparison.Ordinal)).Index)];

    private static string Seconds(double seconds) => seconds < 120
        ? seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : Say.Length(TimeSpan.FromSeconds(seconds));

    /// <summary>What the order of lists learnt between trainings, in words.</summary>
    private string SinceTraining(LayerFigures layer) => layer.Newest is not { } newest
        ? "The order of lists will follow what shoppers take from now on."
        : string.Create(CultureInfo.InvariantCulture,
            $"The order of lists follows {layer.Requests:N0} requests since trainings, the newest {Say.Ago(newest, Now)}; {layer.Skipped:N0} events were left out. Weights beside the trained score: {string.Join(", ", layer.Weights.Select(weight => string.Create(CultureInfo.InvariantCulture, $"{weight.Key} {weight.Value:+0.00;-0.00;0.00}")))}.");

    private Shelf Take(ModelArea area) => new(Serving.Shop.Registry.List(area.Key), Serving.Shop.Registry.Current(area.Key)?.Number);

    private bool IsCompared(ModelVersion version) => _compared.Contains((version.Area, version.Number));

    // A third choice takes the place of the first.
    private void Compare(ModelVersion version)
    {
        if (_compared.Remove((version.Area, version.Number)))
            return;
        var chosen = _compared.Where(other => string.Equals(other.Area, version.Area, StringComparison.Ordinal)).ToArray();
        if (chosen.Length == 2)
            _compared.Remove(chosen[0]);
        _compared.Add((version.Area, version.Number));
    }

    private ModelVersion[] Compared(IReadOnlyList<ModelVersion> versions) => [.. versions.Where(IsCompared).OrderBy(version => version.Number)];

    private Task Promote(ModelArea area, ModelVersion version) => Change(
        $"Promote version {version.Number}?",
        $"Version {version.Number} ({Say.Words(version.Kind)}) answers every request for {area.Answers} from then on. You can roll back at any time.",
        "Promote", () => Serving.Shop.Registry.Promote(area.Key, version.Number));

    private Task RollBack(ModelArea area, ModelVersion current) => Change(
        "Roll back?",
        $"The version that served before version {current.Number} answers every request for {area.Answers} again.",
        "Roll back", () => Serving.Shop.Registry.Rollback(area.Key));

    private async Task Change(string title, string text, string yes, Func<ModelVersion> change)
    {
        var options = new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };
        if (await Dialogs.ShowMessageBoxAsync(title, text, yesText: yes, cancelText: "Cancel", options: options) is not true)
            return;
        try
        {
            var version = await Task.Run(() =>
            {
                var changed = change();
                Serving.Refresh();
                return changed;
            });
            Messages.Add($"Version {version.Number} serves now.", Severity.Success);
        }
        catch (Exception problem) when (problem is KeyNotFoundException or Kirana.Data.DataException or InvalidOperationException)
        {
            Messages.Add($"Nothing was changed: {problem.Message}", Severity.Error);
        }

        _changes++;
    }

    private sealed record Shelf(IReadOnlyList<ModelVersion> Versions, int? Current);
}
