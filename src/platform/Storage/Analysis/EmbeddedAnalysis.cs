using Kirana.Data.Feedback;
using Kirana.Data.Series;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Storage.Control;
using Kirana.Storage.Folders;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Analysis;

/// <summary>Answers questions from one state of the store, kept until the store or the settings change. One question at a time; each uses all threads.</summary>
/// <param name="folder">The shop.</param>
/// <param name="control">The control database.</param>
/// <param name="files">The segments' files.</param>
/// <param name="settings">The settings as they stand.</param>
/// <param name="age">How old a state may be though the records have changed since.</param>
/// <param name="clock">The clock.</param>
internal sealed class EmbeddedAnalysis(
    ShopFolder folder, ControlDatabase control, SegmentFiles files, Func<ShopSettings> settings, TimeSpan age, TimeProvider clock) : IShopAnalysis, IDisposable
{
    private const int Memory = 512;

    private readonly Lock _asking = new();
    private AnalysisState? _state;
    private IDisposable? _lease;
    private long _made;

    /// <inheritdoc/>
    public IReadOnlyList<CatalogueItem> Catalogue() => Ask(state => state.Items.Catalogue(clock.GetUtcNow()));

    /// <inheritdoc/>
    public Interactions Interactions(InteractionQuery query) => Ask(state => InteractionAnswer.Of(state, query));

    /// <inheritdoc/>
    public Interactions Opinions(DateTimeOffset? since = null) => Ask(state => InteractionAnswer.Opinions(state, since));

    /// <inheritdoc/>
    public Interactions ItemLog(IReadOnlyList<string> kinds) => Ask(state => ItemLogAnswer.Of(state, kinds));

    /// <inheritdoc/>
    public IReadOnlyList<UserContext> UserContexts() => Ask(UserContextAnswer.Of);

    /// <inheritdoc/>
    public IReadOnlyList<TimeSeries> Demand(DemandQuery query) => Ask(state => DemandAnswer.Of(state, query));

    /// <inheritdoc/>
    public DemandConditions Conditions() => Ask(ConditionsAnswer.Of);

    /// <inheritdoc/>
    public ShopOverview Overview() => Ask(OverviewAnswer.Of);

    /// <inheritdoc/>
    public ReversalReport Reversals() => Ask(state => state.Reversals);

    /// <inheritdoc/>
    public Exposures Exposures() => Ask(state => ExposureAnswer.Of(state, clock.GetUtcNow()));

    /// <summary>Lets the state go, and the files it reads.</summary>
    public void Forget()
    {
        lock (_asking)
        {
            _state?.Dispose();
            _state = null;
            _lease?.Dispose();
            _lease = null;
        }
    }

    /// <inheritdoc/>
    public ShopContents Contents(InteractionQuery histories) => Ask(state => ContentsAnswer.Of(state, histories, clock.GetUtcNow()), TimeSpan.Zero);

    /// <inheritdoc/>
    public IReadOnlyList<UserEvent> UserEvents(string user, int limit) => Ask(state => ContentsAnswer.EventsOf(state, user, limit));

    /// <inheritdoc/>
    public void Dispose() => Forget();

    private T Ask<T>(Func<AnalysisState, T> question) => Ask(question, age);

    private T Ask<T>(Func<AnalysisState, T> question, TimeSpan oldest)
    {
        lock (_asking)
        {
            if (_state is null || _state.Settings != settings() || (clock.GetElapsedTime(_made) >= oldest && _state.Version != control.State().Records))
            {
                Forget();
                _lease = files.Lease();
                _made = clock.GetTimestamp();
                _state = new AnalysisState(folder, control, files, settings(), Memory);
            }

            return question(_state);
        }
    }
}
