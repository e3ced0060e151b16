using Kirana.Operate.Shops;
using Kirana.Storage;

namespace Kirana.Tests.Platform.Storage;

/// <summary>The embedded shop's answers.</summary>
public sealed class EmbeddedAnalysisTests : AnalysisContract
{
    private readonly List<TemporaryFolder> _folders = [];

    public override void Dispose() => _folders.ForEach(folder => folder.Dispose());

    protected override IShop NewShop(ShopSettings settings)
    {
        _folders.Add(new TemporaryFolder());
        return EmbeddedShop.Create(_folders[^1].Shop, settings);
    }
}
