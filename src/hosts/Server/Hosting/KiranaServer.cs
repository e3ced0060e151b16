using Kirana.Operate.Shops;
using Microsoft.AspNetCore.Builder;

namespace Kirana.Server.Hosting;

/// <summary>A web server of its own around one shop: what <c>kirana serve</c> runs.</summary>
public static class KiranaServer
{
    /// <summary>Builds the server; it listens once started.</summary>
    /// <param name="shop">The shop, opened for serving and disposed by the caller after the server has stopped.</param>
    /// <param name="stateFolder">A folder of the shop for the server's own keys, such as those that protect cookies.</param>
    /// <param name="options">Where it listens, and how the shop is served.</param>
    public static WebApplication Build(IShop shop, string stateFolder, ServeOptions options) => throw new NotSupportedException();
}
