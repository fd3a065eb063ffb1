# F2.3 Training
# Draws F2.3-training.svg from F2.3-training.tsv: gnuplot F2.3-training.gp
reset
if (!exists("output")) output = 'F2.3-training.svg'
data = 'F2.3-training.tsv'
set encoding utf8
set terminal svg size 960,733 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F2_3_training'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Training' at screen 0.01458, screen 0.96999 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.13104, screen 0.01637 to screen 0.16438, screen 0.03274 front fc rgb '#c80072B2' fs solid noborder
set arrow from screen 0.13104, screen 0.02456 to screen 0.16438, screen 0.02456 nohead front lw 2 lc rgb '#0072B2'
set label '' at screen 0.14771, screen 0.02456 point pt 7 ps 0.6 lc rgb '#0072B2' front
set label 'grpo' at screen 0.17271, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.25750, screen 0.01637 to screen 0.29083, screen 0.03274 front fc rgb '#c856B4E9' fs solid noborder
set arrow from screen 0.25750, screen 0.02456 to screen 0.29083, screen 0.02456 nohead front lw 2 lc rgb '#56B4E9'
set label '' at screen 0.27417, screen 0.02456 point pt 6 ps 0.6 lc rgb '#56B4E9' front
set label 'switch3' at screen 0.29917, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.38396, screen 0.01637 to screen 0.41729, screen 0.03274 front fc rgb '#c8882255' fs solid noborder
set arrow from screen 0.38396, screen 0.02456 to screen 0.41729, screen 0.02456 nohead front lw 2 lc rgb '#882255'
set label '' at screen 0.40063, screen 0.02456 point pt 4 ps 0.6 lc rgb '#882255' front
set label 'iterrft' at screen 0.42563, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.51042, screen 0.01637 to screen 0.54375, screen 0.03274 front fc rgb '#c8999933' fs solid noborder
set arrow from screen 0.51042, screen 0.02456 to screen 0.54375, screen 0.02456 nohead front lw 2 lc rgb '#999933'
set label '' at screen 0.52708, screen 0.02456 point pt 8 ps 0.6 lc rgb '#999933' front
set label 'grpo_8' at screen 0.55208, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.63687, screen 0.01637 to screen 0.67021, screen 0.03274 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.63687, screen 0.02456 to screen 0.67021, screen 0.02456 nohead front lw 2 lc rgb '#D55E00' dt (9,3)
set label '' at screen 0.65354, screen 0.02456 point pt 9 ps 0.6 lc rgb '#D55E00' front
set label 'grpo_512' at screen 0.67854, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.76333, screen 0.01637 to screen 0.79667, screen 0.03274 front fc rgb '#c8CC79A7' fs solid noborder
set arrow from screen 0.76333, screen 0.02456 to screen 0.79667, screen 0.02456 nohead front lw 2 lc rgb '#CC79A7' dt (9,3)
set label '' at screen 0.78000, screen 0.02456 point pt 13 ps 0.6 lc rgb '#CC79A7' front
set label 'grpo_fresh' at screen 0.80500, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: mean reward
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:83.375]
unset logscale y; set yrange [0.12890521741153943:1.0861314030605442]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'mean reward' at screen 0.06200, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.27267, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01875, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::26 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::27::52 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::53::79 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::80::106 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::107::133 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::134::160 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::0::26 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::27::52 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::53::79 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::80::106 using 4:5 with linespoints pt 8 ps 0.6 pi 4 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::107::133 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::134::160 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::0::26 using 4:5:(sprintf('grpo: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::27::52 using 4:5:(sprintf('switch3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::53::79 using 4:5:(sprintf('iterrft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::80::106 using 4:5:(sprintf('grpo_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::107::133 using 4:5:(sprintf('grpo_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::134::160 using 4:5:(sprintf('grpo_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: loose accuracy (share)
set lmargin at screen 0.56200; set rmargin at screen 0.98333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:83.375]
unset logscale y; set yrange [0.16322015691618427:1.0398466591944675]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'loose accuracy (share)' at screen 0.56200, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.77267, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'loose accuracy (share)' at screen 0.51875, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::161::187 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::188::213 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::214::240 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::241::267 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::268::294 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::295::321 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::161::187 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::188::213 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::214::240 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::241::267 using 4:5 with linespoints pt 8 ps 0.6 pi 4 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::268::294 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::295::321 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::161::187 using 4:5:(sprintf('grpo: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::188::213 using 4:5:(sprintf('switch3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::214::240 using 4:5:(sprintf('iterrft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::241::267 using 4:5:(sprintf('grpo_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::268::294 using 4:5:(sprintf('grpo_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::295::321 using 4:5:(sprintf('grpo_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: entropy (nats a token)
set lmargin at screen 0.06913; set rmargin at screen 0.48333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:83.375]
unset logscale y; set yrange [-0.00634007835702438:0.09303000695475656]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.02' 0.02, '0.04' 0.04, '0.06' 0.06, '0.08' 0.08) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'entropy (nats a token)' at screen 0.06913, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.27623, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'entropy (nats a token)' at screen 0.01875, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::322::348 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::349::374 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::375::401 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::402::428 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::429::455 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::456::482 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::322::348 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::349::374 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::375::401 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::402::428 using 4:5 with linespoints pt 8 ps 0.6 pi 4 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::429::455 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::456::482 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::322::348 using 4:5:(sprintf('grpo: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::349::374 using 4:5:(sprintf('switch3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::375::401 using 4:5:(sprintf('iterrft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::402::428 using 4:5:(sprintf('grpo_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::429::455 using 4:5:(sprintf('grpo_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::456::482 using 4:5:(sprintf('grpo_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: length (tokens)
set lmargin at screen 0.55800; set rmargin at screen 0.98333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:83.375]
unset logscale y; set yrange [27.43769797017801:33.20009343826104]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('28' 28.0, '29' 29.0, '30' 30.0, '31' 31.0, '32' 32.0, '33' 33.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'length (tokens)' at screen 0.55800, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.77067, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'length (tokens)' at screen 0.51875, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::483::509 using 4:6:7 with filledcurves fs solid lc rgb '#d00072B2' notitle, \
     data skip 1 every ::510::535 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::536::562 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::563::589 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::590::616 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::617::643 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::483::509 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::510::535 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::536::562 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::563::589 using 4:5 with linespoints pt 8 ps 0.6 pi 4 lw 2 lc rgb '#999933' notitle, \
     data skip 1 every ::590::616 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::617::643 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::483::509 using 4:5:(sprintf('grpo: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::510::535 using 4:5:(sprintf('switch3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::536::562 using 4:5:(sprintf('iterrft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::563::589 using 4:5:(sprintf('grpo_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::590::616 using 4:5:(sprintf('grpo_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::617::643 using 4:5:(sprintf('grpo_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
