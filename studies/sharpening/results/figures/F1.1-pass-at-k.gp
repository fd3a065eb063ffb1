# F1.1 Exact pass@k
# Draws F1.1-pass-at-k.svg from F1.1-pass-at-k.tsv: gnuplot F1.1-pass-at-k.gp
reset
if (!exists("output")) output = 'F1.1-pass-at-k.svg'
data = 'F1.1-pass-at-k.tsv'
set encoding utf8
set terminal svg size 1200,775 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F1_1_pass_at_k'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Exact pass@k' at screen 0.01167, screen 0.97161 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.09440, screen 0.06968 to screen 0.12107, screen 0.08516 front fc rgb '#c8333333' fs solid noborder
set arrow from screen 0.09440, screen 0.07742 to screen 0.12107, screen 0.07742 nohead front lw 2 lc rgb '#333333'
set label 'base' at screen 0.12773, screen 0.07742 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.21267, screen 0.06968 to screen 0.23933, screen 0.08516 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.21267, screen 0.07742 to screen 0.23933, screen 0.07742 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.22600, screen 0.07742 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'rl_id' at screen 0.24600, screen 0.07742 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.33093, screen 0.06968 to screen 0.35760, screen 0.08516 front fc rgb '#c8009E73' fs solid noborder
set arrow from screen 0.33093, screen 0.07742 to screen 0.35760, screen 0.07742 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.34427, screen 0.07742 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'rl_edge' at screen 0.36427, screen 0.07742 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.44920, screen 0.06968 to screen 0.47587, screen 0.08516 front fc rgb '#c8CC79A7' fs solid noborder
set arrow from screen 0.44920, screen 0.07742 to screen 0.47587, screen 0.07742 nohead front lw 2 lc rgb '#CC79A7'
set label '' at screen 0.46253, screen 0.07742 point pt 11 ps 0.6 lc rgb '#CC79A7' front
set label 'rl_edge_again' at screen 0.48253, screen 0.07742 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.56747, screen 0.06968 to screen 0.59413, screen 0.08516 front fc rgb '#c8E69F00' fs solid noborder
set arrow from screen 0.56747, screen 0.07742 to screen 0.59413, screen 0.07742 nohead front lw 2 lc rgb '#E69F00'
set label '' at screen 0.58080, screen 0.07742 point pt 13 ps 0.6 lc rgb '#E69F00' front
set label 'rl_mix' at screen 0.60080, screen 0.07742 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.68573, screen 0.06968 to screen 0.71240, screen 0.08516 front fc rgb '#c856B4E9' fs solid noborder
set arrow from screen 0.68573, screen 0.07742 to screen 0.71240, screen 0.07742 nohead front lw 2 lc rgb '#56B4E9'
set label '' at screen 0.69907, screen 0.07742 point pt 6 ps 0.6 lc rgb '#56B4E9' front
set label 'rl_rand' at screen 0.71907, screen 0.07742 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.80400, screen 0.06968 to screen 0.83067, screen 0.08516 front fc rgb '#c8882255' fs solid noborder
set arrow from screen 0.80400, screen 0.07742 to screen 0.83067, screen 0.07742 nohead front lw 2 lc rgb '#882255'
set label '' at screen 0.81733, screen 0.07742 point pt 4 ps 0.6 lc rgb '#882255' front
set label 'rl_style' at screen 0.83733, screen 0.07742 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.09440, screen 0.04258 to screen 0.12107, screen 0.05806 front fc rgb '#c8999933' fs solid noborder
set arrow from screen 0.09440, screen 0.05032 to screen 0.12107, screen 0.05032 nohead front lw 2 lc rgb '#999933'
set label '' at screen 0.10773, screen 0.05032 point pt 8 ps 0.6 lc rgb '#999933' front
set label 'rl_sharpen' at screen 0.12773, screen 0.05032 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.21267, screen 0.04258 to screen 0.23933, screen 0.05806 front fc rgb '#c80072B2' fs solid noborder
set arrow from screen 0.21267, screen 0.05032 to screen 0.23933, screen 0.05032 nohead front lw 2 lc rgb '#0072B2' dt (9,3)
set label '' at screen 0.22600, screen 0.05032 point pt 5 ps 0.6 lc rgb '#0072B2' front
set label 'rl_hard' at screen 0.24600, screen 0.05032 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.33093, screen 0.04258 to screen 0.35760, screen 0.05806 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.33093, screen 0.05032 to screen 0.35760, screen 0.05032 nohead front lw 2 lc rgb '#D55E00' dt (9,3)
set label '' at screen 0.34427, screen 0.05032 point pt 9 ps 0.6 lc rgb '#D55E00' front
set label 'rl_hard_warm' at screen 0.36427, screen 0.05032 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.44920, screen 0.04258 to screen 0.47587, screen 0.05806 front fc rgb '#c8009E73' fs solid noborder
set arrow from screen 0.44920, screen 0.05032 to screen 0.47587, screen 0.05032 nohead front lw 2 lc rgb '#009E73' dt (9,3)
set label '' at screen 0.46253, screen 0.05032 point pt 11 ps 0.6 lc rgb '#009E73' front
set label 'rl_hard_10' at screen 0.48253, screen 0.05032 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.56747, screen 0.04258 to screen 0.59413, screen 0.05806 front fc rgb '#c8CC79A7' fs solid noborder
set arrow from screen 0.56747, screen 0.05032 to screen 0.59413, screen 0.05032 nohead front lw 2 lc rgb '#CC79A7' dt (9,3)
set label '' at screen 0.58080, screen 0.05032 point pt 13 ps 0.6 lc rgb '#CC79A7' front
set label 'rl_hard_30' at screen 0.60080, screen 0.05032 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.68573, screen 0.04258 to screen 0.71240, screen 0.05806 front fc rgb '#c8E69F00' fs solid noborder
set arrow from screen 0.68573, screen 0.05032 to screen 0.71240, screen 0.05032 nohead front lw 2 lc rgb '#E69F00' dt (9,3)
set label '' at screen 0.69907, screen 0.05032 point pt 6 ps 0.6 lc rgb '#E69F00' front
set label 'clean' at screen 0.71907, screen 0.05032 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.80400, screen 0.04258 to screen 0.83067, screen 0.05806 front fc rgb '#c856B4E9' fs solid noborder
set arrow from screen 0.80400, screen 0.05032 to screen 0.83067, screen 0.05032 nohead front lw 2 lc rgb '#56B4E9' dt (9,3)
set label '' at screen 0.81733, screen 0.05032 point pt 4 ps 0.6 lc rgb '#56B4E9' front
set label 'clean_rl_id' at screen 0.83733, screen 0.05032 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.09440, screen 0.01548 to screen 0.12107, screen 0.03097 front fc rgb '#c8882255' fs solid noborder
set arrow from screen 0.09440, screen 0.02323 to screen 0.12107, screen 0.02323 nohead front lw 2 lc rgb '#882255' dt (9,3)
set label '' at screen 0.10773, screen 0.02323 point pt 8 ps 0.6 lc rgb '#882255' front
set label 'clean_rl_edge' at screen 0.12773, screen 0.02323 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.21267, screen 0.01548 to screen 0.23933, screen 0.03097 front fc rgb '#c8999933' fs solid noborder
set arrow from screen 0.21267, screen 0.02323 to screen 0.23933, screen 0.02323 nohead front lw 2 lc rgb '#999933' dt (9,3)
set label '' at screen 0.22600, screen 0.02323 point pt 7 ps 0.6 lc rgb '#999933' front
set label 'thin' at screen 0.24600, screen 0.02323 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.33093, screen 0.01548 to screen 0.35760, screen 0.03097 front fc rgb '#c80072B2' fs solid noborder
set arrow from screen 0.33093, screen 0.02323 to screen 0.35760, screen 0.02323 nohead front lw 2 lc rgb '#0072B2' dt (3,3)
set label '' at screen 0.34427, screen 0.02323 point pt 9 ps 0.6 lc rgb '#0072B2' front
set label 'thin_rl_edge' at screen 0.36427, screen 0.02323 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.44920, screen 0.01548 to screen 0.47587, screen 0.03097 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.44920, screen 0.02323 to screen 0.47587, screen 0.02323 nohead front lw 2 lc rgb '#D55E00' dt (3,3)
set label '' at screen 0.46253, screen 0.02323 point pt 11 ps 0.6 lc rgb '#D55E00' front
set label 'thin_rl_hard' at screen 0.48253, screen 0.02323 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.56747, screen 0.02323 to screen 0.59413, screen 0.02323 nohead front lw 2 lc rgb '#888888' dt (6,4)
set label 'chance' at screen 0.60080, screen 0.02323 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: id, temperature 1
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.91355; set bmargin at screen 0.58839
set logscale x 2; set xrange [0.6597539553864472:1589344.014445207]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('1' 1.0, '8' 8.0, '64' 64.0, '512' 512.0, '4096' 4096.0, '2¹⁵' 32768.0, '2¹⁸' 262144.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'id, temperature 1' at screen 0.04960, screen 0.92903 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'k (samples)' at screen 0.18480, screen 0.54581 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@k (probability)' at screen 0.01500, screen 0.75097 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::20 using 4:6:7 with filledcurves fs solid lc rgb '#d0333333' notitle, \
     data skip 1 every ::21::41 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::42::62 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::63::83 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::84::104 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::105::125 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::126::146 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::147::167 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::168::188 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::189::209 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::210::230 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::231::251 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::252::272 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::273::293 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::294::314 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::315::335 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::336::356 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::357::377 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::0::20 using 4:5 with lines lw 2 lc rgb '#333333' notitle, \
     data skip 1 every ::21::41 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::42::62 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::63::83 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::84::104 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::105::125 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::126::146 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::147::167 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::168::188 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::189::209 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::210::230 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::231::251 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::252::272 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' dt (9,3) notitle, \
     data skip 1 every ::273::293 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' dt (9,3) notitle, \
     data skip 1 every ::294::314 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::315::335 using 4:5 with linespoints pt 7 ps 0.6 pi 3 lw 2 lc rgb '#999933' dt (9,3) notitle, \
     data skip 1 every ::336::356 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (3,3) notitle, \
     data skip 1 every ::357::377 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (3,3) notitle, \
     data skip 1 every ::378::398 using 4:5 with lines lw 2 lc rgb '#888888' dt (6,4) notitle, \
     data skip 1 every ::0::20 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::21::41 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::42::62 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::63::83 using 4:5:(sprintf('rl_edge_again: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::84::104 using 4:5:(sprintf('rl_mix: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::105::125 using 4:5:(sprintf('rl_rand: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::126::146 using 4:5:(sprintf('rl_style: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::147::167 using 4:5:(sprintf('rl_sharpen: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::168::188 using 4:5:(sprintf('rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::189::209 using 4:5:(sprintf('rl_hard_warm: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::210::230 using 4:5:(sprintf('rl_hard_10: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::231::251 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::252::272 using 4:5:(sprintf('clean: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::273::293 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::294::314 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::315::335 using 4:5:(sprintf('thin: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::336::356 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::357::377 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::378::398 using 4:5:(sprintf('chance: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: edge, temperature 1
set lmargin at screen 0.36793; set rmargin at screen 0.65333
set tmargin at screen 0.91355; set bmargin at screen 0.58839
set logscale x 2; set xrange [0.6597539553864472:1589344.014445207]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('1' 1.0, '8' 8.0, '64' 64.0, '512' 512.0, '4096' 4096.0, '2¹⁵' 32768.0, '2¹⁸' 262144.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'edge, temperature 1' at screen 0.36793, screen 0.92903 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'k (samples)' at screen 0.51063, screen 0.54581 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::399::419 using 4:6:7 with filledcurves fs solid lc rgb '#d0333333' notitle, \
     data skip 1 every ::420::440 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::441::461 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::462::482 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::483::503 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::504::524 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::525::545 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::546::566 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::567::587 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::588::608 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::609::629 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::630::650 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::651::671 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::672::692 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::693::713 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::714::734 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::735::755 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::756::776 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::399::419 using 4:5 with lines lw 2 lc rgb '#333333' notitle, \
     data skip 1 every ::420::440 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::441::461 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::462::482 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::483::503 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::504::524 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::525::545 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::546::566 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::567::587 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::588::608 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::609::629 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::630::650 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::651::671 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' dt (9,3) notitle, \
     data skip 1 every ::672::692 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' dt (9,3) notitle, \
     data skip 1 every ::693::713 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::714::734 using 4:5 with linespoints pt 7 ps 0.6 pi 3 lw 2 lc rgb '#999933' dt (9,3) notitle, \
     data skip 1 every ::735::755 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (3,3) notitle, \
     data skip 1 every ::756::776 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (3,3) notitle, \
     data skip 1 every ::777::797 using 4:5 with lines lw 2 lc rgb '#888888' dt (6,4) notitle, \
     data skip 1 every ::399::419 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::420::440 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::441::461 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::462::482 using 4:5:(sprintf('rl_edge_again: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::483::503 using 4:5:(sprintf('rl_mix: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::504::524 using 4:5:(sprintf('rl_rand: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::525::545 using 4:5:(sprintf('rl_style: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::546::566 using 4:5:(sprintf('rl_sharpen: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::567::587 using 4:5:(sprintf('rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::588::608 using 4:5:(sprintf('rl_hard_warm: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::609::629 using 4:5:(sprintf('rl_hard_10: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::630::650 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::651::671 using 4:5:(sprintf('clean: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::672::692 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::693::713 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::714::734 using 4:5:(sprintf('thin: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::735::755 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::756::776 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::777::797 using 4:5:(sprintf('chance: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: hard, temperature 1
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.91355; set bmargin at screen 0.58839
set logscale x 2; set xrange [0.6597539553864472:1589344.014445207]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('1' 1.0, '8' 8.0, '64' 64.0, '512' 512.0, '4096' 4096.0, '2¹⁵' 32768.0, '2¹⁸' 262144.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'hard, temperature 1' at screen 0.70127, screen 0.92903 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'k (samples)' at screen 0.84397, screen 0.54581 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::798::818 using 4:6:7 with filledcurves fs solid lc rgb '#d0333333' notitle, \
     data skip 1 every ::819::839 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::840::860 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::861::881 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::882::902 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::903::923 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::924::944 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::945::965 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::966::986 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::987::1007 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::1008::1028 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::1029::1049 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::1050::1070 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::1071::1091 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::1092::1112 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::1113::1133 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::1134::1154 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::1155::1175 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::798::818 using 4:5 with lines lw 2 lc rgb '#333333' notitle, \
     data skip 1 every ::819::839 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::840::860 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::861::881 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::882::902 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::903::923 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::924::944 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::945::965 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::966::986 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::987::1007 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::1008::1028 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::1029::1049 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::1050::1070 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' dt (9,3) notitle, \
     data skip 1 every ::1071::1091 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' dt (9,3) notitle, \
     data skip 1 every ::1092::1112 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::1113::1133 using 4:5 with linespoints pt 7 ps 0.6 pi 3 lw 2 lc rgb '#999933' dt (9,3) notitle, \
     data skip 1 every ::1134::1154 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (3,3) notitle, \
     data skip 1 every ::1155::1175 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (3,3) notitle, \
     data skip 1 every ::1176::1196 using 4:5 with lines lw 2 lc rgb '#888888' dt (6,4) notitle, \
     data skip 1 every ::798::818 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::819::839 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::840::860 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::861::881 using 4:5:(sprintf('rl_edge_again: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::882::902 using 4:5:(sprintf('rl_mix: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::903::923 using 4:5:(sprintf('rl_rand: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::924::944 using 4:5:(sprintf('rl_style: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::945::965 using 4:5:(sprintf('rl_sharpen: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::966::986 using 4:5:(sprintf('rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::987::1007 using 4:5:(sprintf('rl_hard_warm: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1008::1028 using 4:5:(sprintf('rl_hard_10: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1029::1049 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1050::1070 using 4:5:(sprintf('clean: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1071::1091 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1092::1112 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1113::1133 using 4:5:(sprintf('thin: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1134::1154 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1155::1175 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1176::1196 using 4:5:(sprintf('chance: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: id, each arm at its best temperature
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.48774; set bmargin at screen 0.16258
set logscale x 2; set xrange [0.6597539553864472:1589344.014445207]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('1' 1.0, '8' 8.0, '64' 64.0, '512' 512.0, '4096' 4096.0, '2¹⁵' 32768.0, '2¹⁸' 262144.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'id, each arm at its best temperature' at screen 0.04960, screen 0.50323 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'k (samples)' at screen 0.18480, screen 0.12000 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@k (probability)' at screen 0.01500, screen 0.32516 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::1197::1217 using 4:6:7 with filledcurves fs solid lc rgb '#d0333333' notitle, \
     data skip 1 every ::1218::1238 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::1239::1259 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::1260::1280 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::1281::1301 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::1302::1322 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::1323::1343 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::1344::1364 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::1365::1385 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::1386::1406 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::1407::1427 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::1428::1448 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::1449::1469 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::1470::1490 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::1491::1511 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::1512::1532 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::1533::1553 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::1554::1574 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::1197::1217 using 4:5 with lines lw 2 lc rgb '#333333' notitle, \
     data skip 1 every ::1218::1238 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::1239::1259 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::1260::1280 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::1281::1301 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::1302::1322 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::1323::1343 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::1344::1364 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::1365::1385 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::1386::1406 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::1407::1427 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::1428::1448 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::1449::1469 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' dt (9,3) notitle, \
     data skip 1 every ::1470::1490 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' dt (9,3) notitle, \
     data skip 1 every ::1491::1511 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::1512::1532 using 4:5 with linespoints pt 7 ps 0.6 pi 3 lw 2 lc rgb '#999933' dt (9,3) notitle, \
     data skip 1 every ::1533::1553 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (3,3) notitle, \
     data skip 1 every ::1554::1574 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (3,3) notitle, \
     data skip 1 every ::1575::1595 using 4:5 with lines lw 2 lc rgb '#888888' dt (6,4) notitle, \
     data skip 1 every ::1197::1217 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1218::1238 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1239::1259 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1260::1280 using 4:5:(sprintf('rl_edge_again: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1281::1301 using 4:5:(sprintf('rl_mix: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1302::1322 using 4:5:(sprintf('rl_rand: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1323::1343 using 4:5:(sprintf('rl_style: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1344::1364 using 4:5:(sprintf('rl_sharpen: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1365::1385 using 4:5:(sprintf('rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1386::1406 using 4:5:(sprintf('rl_hard_warm: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1407::1427 using 4:5:(sprintf('rl_hard_10: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1428::1448 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1449::1469 using 4:5:(sprintf('clean: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1470::1490 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1491::1511 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1512::1532 using 4:5:(sprintf('thin: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1533::1553 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1554::1574 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1575::1595 using 4:5:(sprintf('chance: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 5: edge, each arm at its best temperature
set lmargin at screen 0.36793; set rmargin at screen 0.65333
set tmargin at screen 0.48774; set bmargin at screen 0.16258
set logscale x 2; set xrange [0.6597539553864472:1589344.014445207]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('1' 1.0, '8' 8.0, '64' 64.0, '512' 512.0, '4096' 4096.0, '2¹⁵' 32768.0, '2¹⁸' 262144.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'edge, each arm at its best temperature' at screen 0.36793, screen 0.50323 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'k (samples)' at screen 0.51063, screen 0.12000 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::1596::1616 using 4:6:7 with filledcurves fs solid lc rgb '#d0333333' notitle, \
     data skip 1 every ::1617::1637 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::1638::1658 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::1659::1679 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::1680::1700 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::1701::1721 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::1722::1742 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::1743::1763 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::1764::1784 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::1785::1805 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::1806::1826 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::1827::1847 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::1848::1868 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::1869::1889 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::1890::1910 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::1911::1931 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::1932::1952 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::1953::1973 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::1596::1616 using 4:5 with lines lw 2 lc rgb '#333333' notitle, \
     data skip 1 every ::1617::1637 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::1638::1658 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::1659::1679 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::1680::1700 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::1701::1721 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::1722::1742 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::1743::1763 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::1764::1784 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::1785::1805 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::1806::1826 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::1827::1847 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::1848::1868 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' dt (9,3) notitle, \
     data skip 1 every ::1869::1889 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' dt (9,3) notitle, \
     data skip 1 every ::1890::1910 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::1911::1931 using 4:5 with linespoints pt 7 ps 0.6 pi 3 lw 2 lc rgb '#999933' dt (9,3) notitle, \
     data skip 1 every ::1932::1952 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (3,3) notitle, \
     data skip 1 every ::1953::1973 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (3,3) notitle, \
     data skip 1 every ::1974::1994 using 4:5 with lines lw 2 lc rgb '#888888' dt (6,4) notitle, \
     data skip 1 every ::1596::1616 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1617::1637 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1638::1658 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1659::1679 using 4:5:(sprintf('rl_edge_again: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1680::1700 using 4:5:(sprintf('rl_mix: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1701::1721 using 4:5:(sprintf('rl_rand: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1722::1742 using 4:5:(sprintf('rl_style: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1743::1763 using 4:5:(sprintf('rl_sharpen: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1764::1784 using 4:5:(sprintf('rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1785::1805 using 4:5:(sprintf('rl_hard_warm: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1806::1826 using 4:5:(sprintf('rl_hard_10: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1827::1847 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1848::1868 using 4:5:(sprintf('clean: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1869::1889 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1890::1910 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1911::1931 using 4:5:(sprintf('thin: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1932::1952 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1953::1973 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1974::1994 using 4:5:(sprintf('chance: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 6: hard, each arm at its best temperature
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.48774; set bmargin at screen 0.16258
set logscale x 2; set xrange [0.6597539553864472:1589344.014445207]
unset logscale y; set yrange [0.0:1.0]
set xtics norotate offset 0,0.35 ('1' 1.0, '8' 8.0, '64' 64.0, '512' 512.0, '4096' 4096.0, '2¹⁵' 32768.0, '2¹⁸' 262144.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'hard, each arm at its best temperature' at screen 0.70127, screen 0.50323 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'k (samples)' at screen 0.84397, screen 0.12000 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::1995::2015 using 4:6:7 with filledcurves fs solid lc rgb '#d0333333' notitle, \
     data skip 1 every ::2016::2036 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::2037::2057 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::2058::2078 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::2079::2099 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::2100::2120 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::2121::2141 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::2142::2162 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::2163::2183 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::2184::2204 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::2205::2225 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::2226::2246 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::2247::2267 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::2268::2288 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::2289::2309 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::2310::2330 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::2331::2351 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::2352::2372 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::1995::2015 using 4:5 with lines lw 2 lc rgb '#333333' notitle, \
     data skip 1 every ::2016::2036 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::2037::2057 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::2058::2078 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::2079::2099 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::2100::2120 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::2121::2141 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::2142::2162 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::2163::2183 using 4:5 with linespoints pt 5 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (9,3) notitle, \
     data skip 1 every ::2184::2204 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::2205::2225 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#009E73' dt (9,3) notitle, \
     data skip 1 every ::2226::2246 using 4:5 with linespoints pt 13 ps 0.6 pi 3 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::2247::2267 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' dt (9,3) notitle, \
     data skip 1 every ::2268::2288 using 4:5 with linespoints pt 4 ps 0.6 pi 3 lw 2 lc rgb '#56B4E9' dt (9,3) notitle, \
     data skip 1 every ::2289::2309 using 4:5 with linespoints pt 8 ps 0.6 pi 3 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::2310::2330 using 4:5 with linespoints pt 7 ps 0.6 pi 3 lw 2 lc rgb '#999933' dt (9,3) notitle, \
     data skip 1 every ::2331::2351 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#0072B2' dt (3,3) notitle, \
     data skip 1 every ::2352::2372 using 4:5 with linespoints pt 11 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (3,3) notitle, \
     data skip 1 every ::2373::2393 using 4:5 with lines lw 2 lc rgb '#888888' dt (6,4) notitle, \
     data skip 1 every ::1995::2015 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2016::2036 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2037::2057 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2058::2078 using 4:5:(sprintf('rl_edge_again: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2079::2099 using 4:5:(sprintf('rl_mix: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2100::2120 using 4:5:(sprintf('rl_rand: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2121::2141 using 4:5:(sprintf('rl_style: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2142::2162 using 4:5:(sprintf('rl_sharpen: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2163::2183 using 4:5:(sprintf('rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2184::2204 using 4:5:(sprintf('rl_hard_warm: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2205::2225 using 4:5:(sprintf('rl_hard_10: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2226::2246 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2247::2267 using 4:5:(sprintf('clean: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2268::2288 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2289::2309 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2310::2330 using 4:5:(sprintf('thin: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2331::2351 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2352::2372 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2373::2393 using 4:5:(sprintf('chance: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
